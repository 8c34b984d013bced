/** Builds the browser app when something that it is made of is newer than what was built. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const WEB = resolve(import.meta.dirname, '../packages/web');
const MADE_OF = [
  'src',
  'public',
  'scripts',
  'index.html',
  'vite.config.ts',
  'package.json',
  '../engine/src/define',
  '../engine/src/util',
];

const built = join(WEB, 'dist/index.html');
if (!existsSync(built) || newest(MADE_OF.map((path) => join(WEB, path))) > statSync(built).mtimeMs) {
  process.stdout.write('build: the browser app\n');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(WEB, '../../node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: WEB, encoding: 'utf8' },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}build: the browser app could not be built\n`);
    process.exit(1);
  }
}

function newest(paths) {
  return Math.max(
    ...paths.flatMap((path) => {
      const info = statSync(path);
      if (!info.isDirectory()) return [info.mtimeMs];
      return readdirSync(path).map((name) => newest([join(path, name)]));
    }),
    0,
  );
}
