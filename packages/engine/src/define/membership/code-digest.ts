import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where it is decided what the live reading keeps, and in which form. */
const FOLDERS = ['live', 'clauses', 'selector', 'funnel', 'language'];

let digest: Promise<string> | undefined;

/** Tells versions of the code apart that decides what is kept and how: what another one has written down may mean something else. */
export function codeDigest(): Promise<string> {
  digest ??= read();
  return digest;
}

async function read(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const root = join(import.meta.dirname, '..', folder);
    const names = await readdir(root, { recursive: true });
    for (const name of names.filter((each) => /(?<!\.test|\.d)\.[jt]s$/.test(each)).toSorted()) {
      hash.update(`${name}\n`).update(await readFile(join(root, name)));
    }
  }
  return hash.digest('hex');
}
