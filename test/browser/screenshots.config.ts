import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = resolve(import.meta.dirname, '../..');

/** No test: what `npm run screenshots` runs. */
export default defineConfig({
  root: ROOT,
  resolve: { alias: { '@cusp/engine': resolve(ROOT, 'packages/engine/src') } },
  test: {
    include: ['test/browser/screenshots.ts'],
    globalSetup: ['test/support/run-folder.ts', 'test/support/record-template.ts'],
    pool: 'forks',
    // Pictures may take their time.
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
