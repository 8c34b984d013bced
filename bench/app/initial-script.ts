import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const APP = resolve(import.meta.dirname, '../../../../packages/web/dist');

export interface ScriptFigures {
  /** Of the files that index.html names, all of them needed before anything is drawn. */
  readonly files: number;
  /** As they travel with gzip. */
  readonly gzipBytes: number;
}

/** The script that every page waits for: the entry, and whatever it imports statically, which the build names in index.html. */
export async function initialScript(): Promise<ScriptFigures> {
  const html = await readFile(join(APP, 'index.html'), 'utf8');
  const paths = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  if (paths.length === 0) throw new Error(`${APP}/index.html names no script`);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(APP, `${path}.gz`))).size));
  return { files: paths.length, gzipBytes: sizes.reduce((total, size) => total + size, 0) };
}
