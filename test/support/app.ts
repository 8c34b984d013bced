import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, type AppOptions, openApp } from '../../packages/engine/src/app.ts';
import { type Config, loadConfig } from '../../packages/engine/src/config.ts';
import type { Clock } from '../../packages/engine/src/model/time.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { copyRecordTemplate } from './record-template.ts';

export interface TemporaryApp {
  readonly app: App;
  readonly config: Config;
  readonly writeKey: string;
  readonly secretKey: string;
  /** Starts listening on a free port of the loopback and gives the address. */
  readonly listen: () => Promise<string>;
  /** Closes the app and opens it anew over the same data. The keys stay good. */
  readonly reopen: () => Promise<TemporaryApp>;
  readonly dispose: () => Promise<void>;
}

export interface TemporaryOptions extends AppOptions {
  readonly clock?: Clock;
  /** In place of the process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** All of Cusp over a data directory of its own, with the embedded stores. Opening takes seconds: share one in a file. */
export async function temporaryApp(options: TemporaryOptions = {}): Promise<TemporaryApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cusp-app-'));
  await copyRecordTemplate(join(dataDir, 'records'));
  return openIn(dataDir, options, undefined);
}

async function openIn(
  dataDir: string,
  options: TemporaryOptions,
  keys: { writeKey: string; secretKey: string } | undefined,
): Promise<TemporaryApp> {
  const { clock = Date.now, env = {}, ...rest } = options;
  const config = loadConfig({ data: dataDir, port: '0' }, env);
  const app = await openApp(config, clock, pino({ level: 'silent' }), rest);
  const held = keys ?? (await makeKeys(app));
  return {
    app,
    config,
    ...held,
    listen: () => app.server.listen({ host: config.host, port: 0 }),
    reopen: async () => {
      await app.close();
      return openIn(dataDir, options, held);
    },
    dispose: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeKeys({ dependencies: { access } }: App): Promise<{ writeKey: string; secretKey: string }> {
  const project = must(await access.project('default'), 'project default');
  return {
    writeKey: (await access.createKey(project, 'write')).key,
    secretKey: (await access.createKey(project, 'secret')).key,
  };
}
