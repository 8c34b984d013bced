import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** bench/out/bench/support is where this runs from. */
const FOLDER = resolve(import.meta.dirname, '../../../results');

/** Keeps a bench's figures as bench/results/NAME.md for people and NAME.json for programs. */
export async function saveResults(name: string, markdown: string, figures: object): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(resolve(FOLDER, `${name}.md`), `${markdown}\n`);
  await writeFile(resolve(FOLDER, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
