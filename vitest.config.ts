import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const ENGINE = resolve(import.meta.dirname, 'packages/engine/src');

export default defineConfig({
  resolve: { alias: { '@cusp/engine': ENGINE } },
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
