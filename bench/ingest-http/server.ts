import { openApp } from '../../packages/engine/src/app.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';

/** What the bench's server process tells its parent. */
export type ServerMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly writeKey: string }
  | { readonly kind: 'usage'; readonly rssBytes: number; readonly cpuMs: number };

const app = await openApp(loadConfig({ data: must(process.argv[2], 'data directory'), log: 'error' }, {}));
const { access } = app.dependencies;
const project = must(await access.project('default'), 'project default');
const { key } = await access.createKey(project, 'write');
const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
tell({ kind: 'ready', url, writeKey: key });

process.on('message', (asked) => {
  if (asked === 'usage') {
    const { user, system } = process.cpuUsage();
    tell({ kind: 'usage', rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1_000 });
  } else {
    app.close().then(() => process.disconnect(), fail);
  }
});

function tell(message: ServerMessage): void {
  process.send?.(message);
}

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}
