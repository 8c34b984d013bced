import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lets the embedded engine read bytes: it takes binary rows from files only. The file loses its name at once and so is gone
 * with the process whatever happens; `use` gets the path of our handle on it, which holds no letter that SQL or a file
 * pattern could misread.
 */
export async function lendBytes(
  directory: string,
  bytes: Uint8Array,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const name = join(directory, `cusp-block-${randomUUID()}`);
  const handle = await open(name, 'w+', 0o600);
  try {
    await unlink(name);
    // At a position, so that reading starts at the first byte also where a handle is shared.
    for (let at = 0; at < bytes.length; )
      at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten;
    await use(`/dev/fd/${handle.fd}`);
  } finally {
    await handle.close();
  }
}
