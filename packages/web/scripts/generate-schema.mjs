/** Writes src/api/schema.d.ts, the types of the API, from the OpenAPI document of the engine beside it. The engine must be built. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApp } from '../../engine/dist/app.js';
import { loadConfig } from '../../engine/dist/config.js';

const TARGET = resolve(import.meta.dirname, '../src/api/schema.d.ts');

const data = await mkdtemp(join(tmpdir(), 'cusp-schema-'));
const app = await openApp(loadConfig({ data, log: 'error' }, {}));
try {
  const { payload } = await app.server.inject('/api/openapi.json');
  const text = `/** Made by scripts/generate-schema.mjs from the server's OpenAPI document. */\n${astToString(await openapiTS(payload))}`;
  if (process.argv.includes('--print')) process.stdout.write(text);
  else await writeFile(TARGET, text);
} finally {
  await app.close();
  await rm(data, { recursive: true, force: true });
}
