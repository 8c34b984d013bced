import { join } from 'node:path';
import { inTemporaryDirectory } from '../support/temporary-store.ts';

export const MILLION = 1_000_000;

/** What SIZES says, in millions of events, such as SIZES=1,5,20,50. */
const SIZES = (process.env.SIZES ?? '1,5,20').split(',').map((size) => Number(size) * MILLION);

/** Measures each size in a folder of its own: below the one of `--in DIRECTORY`, where it stays, else a temporary one. */
export async function bySize(measure: (path: string, events: number) => Promise<void>): Promise<void> {
  const directory = process.argv.indexOf('--in');
  for (const events of SIZES) {
    if (directory > 0) await measure(join(process.argv[directory + 1] ?? '', String(events)), events);
    else await inTemporaryDirectory((path) => measure(path, events));
  }
}
