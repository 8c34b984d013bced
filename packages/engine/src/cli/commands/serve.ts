import { pino } from 'pino';
import { openApp } from '../../app.ts';
import { isLoopback, serverFile } from '../../config.ts';
import { problemError } from '../../util/problem-error.ts';
import type { CliCommand } from '../cli.ts';
import { removeServerFile, writeServerFile } from '../server-file.ts';

export const serveCommand: CliCommand = (program, { cli, clock, version }) => {
  program
    .command('serve')
    .description('run the server: ingest, API and web pages')
    .option('--host <address>', 'where to listen (default: CUSP_HOST or 127.0.0.1)')
    .option('--port <number>', 'which port; 0 for any free one (default: CUSP_PORT or 4777)')
    .action(async (given: { host?: string; port?: string }) => {
      const config = cli.config(given);
      const { terminal } = cli;
      if (!isLoopback(config.host)) {
        terminal.err(`warning: ${config.host} can be reached from other machines, without encryption\n`);
      }
      const stop = stopSignal();
      const log = pino({ level: config.logLevel }, pino.destination(2));
      const app = await openApp(config, { clock, log, version });
      const file = serverFile(config);
      try {
        if (app.firstKeys) {
          const { write, secret } = app.firstKeys;
          terminal.out(
            `project "default", its keys are shown this once:\n  write   ${write.key}\n  secret  ${secret.key}\n`,
          );
        }
        const url = await listen(app.server, config.host, config.port);
        await writeServerFile(file, { url, pid: process.pid, token: app.operatorToken, version });
        terminal.out(`cusp ${version} at ${url}\ndata in ${config.dataDir}\n`);
        terminal.err(`${await stop}: finishing what was accepted\n`);
      } finally {
        await app.close();
        await removeServerFile(file, process.pid);
      }
    });
};

interface Listening {
  listen(options: { host: string; port: number }): Promise<string>;
}

async function listen(server: Listening, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw problemError(500, 'port-taken', `port ${port} of ${host} is taken: choose another with --port`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
      const message = `cannot listen on ${host}:${port} (${code}): choose another with --host or --port`;
      throw problemError(500, 'cannot-listen', message);
    }
    throw error;
  }
}

/** Resolves with the first signal to stop. A second one ends the process at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(130));
      });
    }
  });
}
