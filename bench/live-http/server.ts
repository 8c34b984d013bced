import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { pino } from 'pino';
import { openApp } from '../../packages/engine/src/app.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import type { ServerMessage } from './server-process.ts';

/** The server of the bench, in a process of its own: keeps cohorts live in the data directory that it is given. */
const config = loadConfig({ data: must(process.argv[2], 'data directory'), log: 'error' }, {});
const app = await openApp(config, Date.now, pino({ level: config.logLevel }), { live: true });
const { access } = app.dependencies;
const project = must(await access.project('default'), 'project default');
const { key: writeKey } = await access.createKey(project, 'write');
const { key: secretKey } = await access.createKey(project, 'secret');
const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
tell({ kind: 'ready', url, writeKey, secretKey });

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const collections = { young: 0, youngMs: 0, full: 0, fullMs: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { duration, detail } = entry as typeof entry & { readonly detail: { readonly kind: number } };
    const { kind } = detail;
    if (kind === constants.NODE_PERFORMANCE_GC_MINOR) {
      collections.young += 1;
      collections.youngMs += duration;
    } else if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) {
      collections.full += 1;
      collections.fullMs += duration;
    }
  }
}).observe({ entryTypes: ['gc'] });

process.on('message', (asked) => {
  if (asked === 'usage') {
    const { user, system } = process.cpuUsage();
    const late = { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
    const busy = performance.eventLoopUtilization();
    tell({
      kind: 'usage',
      rssBytes: process.memoryUsage.rss(),
      cpuMs: (user + system) / 1_000,
      late,
      loopMs: busy.active,
      collections: { ...collections },
    });
    delay.reset();
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
