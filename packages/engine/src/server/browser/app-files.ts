import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where the build of packages/web puts the app, seen from this file's place in src as in dist. */
export const APP_FOLDER = resolve(import.meta.dirname, '../../../../web/dist');

/** The built app as it lies on the disk now: a build that ends while the server runs is served from then on. */
export interface AppFiles {
  readonly folder: string;
  /** index.html, its placeholders still in it; undefined when the app is not built. */
  index(): Promise<string | undefined>;
  /** Whether `name` is a file that stands beside index.html: an icon, a manifest. */
  has(name: string): Promise<boolean>;
}

/** Names of files beside index.html: one dot at least, none in front, no folder. */
const FILE_NAME = /^[\w-]+(\.[\w-]+)+$/;

export function appFiles(folder: string): AppFiles {
  const path = join(folder, 'index.html');
  let kept: { readonly text: string; readonly changed: number } | undefined;
  return {
    folder,
    async index() {
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile()) return undefined;
      if (kept?.changed !== found.mtimeMs)
        kept = { text: await readFile(path, 'utf8'), changed: found.mtimeMs };
      return kept.text;
    },
    async has(name) {
      if (!FILE_NAME.test(name) || name === 'index.html') return false;
      const found = await stat(join(folder, name)).catch(() => undefined);
      return found?.isFile() === true;
    },
  };
}
