#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { processEnvironment } from '../config.ts';
import { processTerminal } from './output/terminal.ts';
import { runCli } from './program.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// Set, not exited with: what was written to a pipe must still arrive.
process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal(),
  clock: Date.now,
  version: manifest.version,
  env: processEnvironment(),
});
