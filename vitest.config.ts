import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { DearestFirst } from './test/support/dearest-first.ts';

export default defineConfig({
  // As Vite resolves it for the pages.
  resolve: { alias: { '@cusp/engine': resolve(import.meta.dirname, 'packages/engine/src') } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/run-folder.ts', 'test/support/record-template.ts'],
    pool: 'forks',
    // More than cores: some files wait, for processes that they kill and start, and for disks.
    maxWorkers: 3,
    // A worker keeps its modules for the next file: loading them, and compiling Postgres, cost more than many files' tests.
    isolate: false,
    sequence: { sequencer: DearestFirst },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
