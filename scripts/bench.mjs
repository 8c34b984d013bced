/** Runs one bench by name, or lists them: `npm run bench -- event-table`. Sizes are environment variables, told by each bench. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const BENCH = join(ROOT, 'bench');
const [name, ...rest] = process.argv.slice(2);

if (name === undefined) {
  for (const bench of benches()) process.stdout.write(`${bench.padEnd(14)} ${summary(bench)}\n`);
} else if (!benches().includes(name)) {
  process.stderr.write(`no bench is named ${name}: there are ${benches().join(', ')}\n`);
  process.exitCode = 1;
} else {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  process.exitCode =
    node([compiler, '-p', BENCH]) || node([join(BENCH, 'out/bench', name, 'main.js'), ...rest]);
}

function benches() {
  return readdirSync(BENCH).filter((folder) => existsSync(join(BENCH, folder, 'main.ts')));
}

/** The first line of a bench's opening comment. */
function summary(bench) {
  const text = readFileSync(join(BENCH, bench, 'main.ts'), 'utf8');
  return /\/\*\*\s*\*?\s*(.+?)\s*(?:\*\/|\n)/.exec(text)?.[1] ?? '';
}

function node(args) {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}
