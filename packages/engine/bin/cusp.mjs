#!/usr/bin/env node
// The command as npm links it: there before anything is built, so that `npx cusp` says what is missing.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('cusp: not built yet: run `npm run build` in the checkout\n');
  process.exitCode = 1;
}
