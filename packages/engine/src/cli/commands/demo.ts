import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { HOUR_MS } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import type { DemoContext } from '../demo/demo-context.ts';
import { loadWorld } from '../demo/load-world.ts';
import { act } from '../demo/steps/act.ts';
import { define } from '../demo/steps/define.ts';
import { measure } from '../demo/steps/measure.ts';
import { segment } from '../demo/steps/segment.ts';
import { understand } from '../demo/steps/understand.ts';
import { validate } from '../demo/steps/validate.ts';
import { overHttp } from '../engine-client.ts';
import { count, instantText } from '../output/format.ts';
import { wrapped } from '../output/wrap.ts';
import { appLinkLine, type RunningServer, startServer, stopSignal } from './serve.ts';

interface DemoOptions extends GlobalOptions {
  readonly users: string;
  readonly days: string;
  readonly port?: string | undefined;
  readonly exit?: boolean | undefined;
}

const SEED = 20260901;
const MARK = 'demo';

/** `cusp demo`: a made-up product with planted truth, through the real ingest, and the six steps over it. */
export function demoCommand(terminal: Terminal): Command {
  return new Command('demo')
    .description('make a world with planted truth and walk the six steps over it')
    .option('--users <number>', 'people in the world', '5000')
    .option('--days <number>', 'days that it lasts', '120')
    .option('--port <number>', 'port of its server (default: 4777; 0 lets the system choose)')
    .option('--exit', 'stop after the steps instead of leaving the server running')
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<DemoOptions>();
      const config = {
        ...loadConfig({ data: options.data ?? '.cusp/demo', port: options.port, log: 'error' }),
        allowPrivateReceivers: true,
      };
      await emptyFolder(config.dataDir);
      const quiet: Terminal = { ...terminal, err: () => undefined };
      const server = await startServer(config, quiet);
      try {
        await walk(terminal, server, Number(options.users), Number(options.days));
        if (options.exit) return;
        const data = options.data ?? '.cusp/demo';
        const stopped = stopSignal();
        terminal.out(lastWords(server.url, data));
        terminal.out(`\n${await appLinkLine(server, `npx cusp --data ${data} open`)}`);
        await stopped;
      } finally {
        await server.close();
      }
    });
}

async function walk(terminal: Terminal, server: RunningServer, users: number, days: number): Promise<void> {
  const started = performance.now();
  const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const { access: keys } = server.app.dependencies;
  const project = must((await keys.projects())[0], 'project');
  const { key } = await keys.createKey(project, 'write');
  terminal.out(
    `A document tool with free, team and enterprise plans: ${count(users)} people, ${days} days, up to ${instantText(end)}.`,
  );
  const world = await loadWorld(terminal, server.url, key, { seed: SEED, users, days, end });
  const engine = overHttp(server.url, server.app.operatorToken, undefined);
  const { events } = await engine.request<{ events: number }>('GET', '/api/v1/status');
  terminal.out(
    wrapped(
      `${count(world.sent)} events sent to POST /batch in ${world.seconds.toFixed(1)} s; ${count(events)} stored, ` +
        `${count(world.sent - events)} repeats dropped.`,
    ),
  );
  const context: DemoContext = { engine, terminal, end };
  await define(context);
  await validate(context);
  await understand(context);
  await segment(context);
  const exportId = await act(context);
  await measure(context, exportId);
  terminal.out(
    `\nAll six steps in ${((performance.now() - started) / 1000).toFixed(0)} s, the events included.`,
  );
}

/** Makes the folder anew. Refuses one that holds anything that no demo made. */
async function emptyFolder(folder: string): Promise<void> {
  const mark = join(folder, MARK);
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  if ((await exists(folder)) && !(await exists(mark))) {
    throw problemError(
      409,
      'not-a-demo',
      `${folder} holds data that no demo made: name another folder with --data`,
      '--data',
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(mark, 'made by cusp demo; the next demo empties this folder\n');
}

function lastWords(url: string, data: string): string {
  const cusp = `npx cusp --data ${data}`;
  return [
    '',
    `The server goes on at ${url} until you press Ctrl-C.`,
    'In another terminal, try:',
    '',
    `  ${cusp} cohort members "upgrade ready"`,
    `  ${cusp} validate "upgrade ready" \\`,
    '    --goal plan_upgraded --baseline "active on free"',
    `  ${cusp} journey limit_hit --same feature`,
    `  ${cusp} user user-00042`,
    `  curl ${url}/api/openapi.json`,
  ].join('\n');
}
