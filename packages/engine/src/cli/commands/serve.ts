import { rm, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type App, type AppOptions, openApp } from '../../app.ts';
import { type Config, isLoopback, loadConfig, serverFile } from '../../config.ts';
import { anyPerson } from '../../server/accounts/people.ts';
import { LINK_MINUTES } from '../../server/browser/one-time-links.ts';
import { problemError } from '../../util/problem-error.ts';
import { makeAppLink } from '../app-link.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { findServer, overHttp } from '../engine-client.ts';

/** `cusp serve`: ingest, the API and the app on one address, until it is told to stop. */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('run the server: ingest, API and app')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--port <number>', 'port to listen on (default: 4777; 0 lets the system choose)')
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { host?: string; port?: string }>();
      const config = loadConfig({ data: options.data, host: options.host, port: options.port });
      // Listened for from here on: whoever reads that the server listens may already ask it to stop.
      const stopped = stopSignal();
      const running = await startServer(config, terminal);
      if (isLoopback(config.host)) terminal.err(await appLinkLine(running, 'cusp open'));
      await stopped;
      terminal.err('stopping: answering what is under way');
      await running.close();
    });
}

export interface RunningServer {
  readonly app: App;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Opens everything, listens, and writes server.json so that commands find it. Prints keys the first time. */
export async function startServer(
  config: Config,
  terminal: Terminal,
  options: AppOptions = { live: true },
): Promise<RunningServer> {
  const other = await findServer(config);
  if (other)
    throw problemError(
      409,
      'already-running',
      `a server runs on this data already, at ${other.url} (pid ${other.pid})`,
    );
  const app = await openApp(config, undefined, undefined, options);
  try {
    const url = await app.server.listen({ host: config.host, port: config.port });
    await writeFile(serverFile(config), JSON.stringify({ url, token: app.operatorToken, pid: process.pid }), {
      mode: 0o600,
    });
    terminal.err(`Cusp listens on ${url}`);
    if (!isLoopback(config.host)) for (const line of await warnings(config, app)) terminal.err(line);
    await showFirstKeys(app, terminal);
    return {
      app,
      url,
      close: async () => {
        await rm(serverFile(config), { force: true });
        await app.close();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** One line with a fresh link to the app; `again` is the command that prints another. */
export async function appLinkLine({ app, url }: RunningServer, again: string): Promise<string> {
  const link = await makeAppLink(overHttp(url, app.operatorToken, undefined), url);
  return `open the app (works once, within ${LINK_MINUTES} minutes; later: ${again}): ${link.url}`;
}

/** What somebody should know who lets other machines reach the server. */
async function warnings({ host, publicUrl }: Config, app: App): Promise<readonly string[]> {
  return [
    `warning: ${host} can be reached from other machines; pages ask for an account, programs need a key`,
    ...(publicUrl?.startsWith('https:')
      ? []
      : [
          'warning: without https passwords and keys travel in the open: put a proxy in front and set CUSP_PUBLIC_URL',
        ]),
    ...((await anyPerson(app.dependencies.records))
      ? []
      : ['nobody can sign in yet: `cusp team invite you@example.com` prints a link for the first owner']),
  ];
}

async function showFirstKeys(app: App, terminal: Terminal): Promise<void> {
  const { access } = app.dependencies;
  const [project] = await access.projects();
  if (!project || (await access.keys(project)).length > 0) return;
  const write = await access.createKey(project, 'write');
  const secret = await access.createKey(project, 'secret');
  terminal.err(`keys of project ${project.name}, shown this once:`);
  terminal.err(`  write   ${write.key}   (for SDKs: may only send events)`);
  terminal.err(`  secret  ${secret.key}   (for your servers and analysts)`);
}

/** Resolves when the process is asked to stop. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
