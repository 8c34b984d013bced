import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** What a running server writes down for the command line on the same machine. Only its owner can read the file. */
const serverFileSchema = z.object({
  url: z.string(),
  pid: z.number().int(),
  token: z.string(),
  version: z.string(),
});

export type ServerFile = z.infer<typeof serverFileSchema>;

export async function writeServerFile(path: string, content: ServerFile): Promise<void> {
  const draft = `${path}.${content.pid}.tmp`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
}

/** Undefined when there is none, or none that can be read: then no server can be found through it. */
export async function readServerFile(path: string): Promise<ServerFile | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return serverFileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Removes the file if it is still the one that `pid` wrote. */
export async function removeServerFile(path: string, pid: number): Promise<void> {
  if ((await readServerFile(path))?.pid === pid) await rm(path, { force: true });
}
