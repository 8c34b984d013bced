import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './scripts/compressed.ts';

const ENGINE = resolve(import.meta.dirname, '../engine/src');

/** The server that `npm run dev` asks: the one whose server.json CUSP_DATA names, as the command line finds it. */
function engineServer(): string {
  const file = resolve(process.env.CUSP_DATA ?? '../../.cusp/demo', 'server.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).url : 'http://127.0.0.1:4777';
}

export default defineConfig(() => ({
  plugins: [react(), compressed()],
  resolve: { alias: { '@cusp/engine': ENGINE } },
  server: { host: '127.0.0.1', proxy: { '/api': engineServer(), '/open': engineServer() } },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 700 },
}));
