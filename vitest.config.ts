import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Vite resolves it for the pages.
  resolve: { alias: { '@cusp/engine': resolve(import.meta.dirname, 'packages/engine/src') } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/record-template.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
