/**
 * Pictures of every page of the app, with data, empty, loading, failing and without a server, wide and narrow, light and dark, into
 * screenshots/. All of them, or some: npm run screenshots -- --pages=home,data --states=data,empty --widths=390 --schemes=dark
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = resolve(import.meta.dirname, '..');
const LISTS = ['pages', 'states', 'widths', 'schemes'];

const { values } = parseArgs({
  options: Object.fromEntries(LISTS.map((name) => [name, { type: 'string' }])),
});
const chosen = Object.entries(values).map(([name, list]) => [`SCREENSHOTS_${name.toUpperCase()}`, list]);

process.exitCode =
  node(['scripts/build-web.mjs']) ||
  node(['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/browser/screenshots.config.ts'], {
    ...process.env,
    ...Object.fromEntries(chosen),
  });

function node(args, env = process.env) {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}
