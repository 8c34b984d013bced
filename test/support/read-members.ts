import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { detectFormat, openFile } from '../../packages/engine/src/ingest/files/open-file.ts';
import type { Row } from '../../packages/engine/src/ingest/files/row-block.ts';

/** Rows of a file as the project's own importer reads them. */
export async function rowsOf(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  const opened = await openFile(path, await detectFormat(path, undefined), undefined, 1);
  for await (const block of opened.blocks) for (const row of block.rows) if (row) rows.push(row as Row);
  return rows;
}

/** The same of bytes that would have this name. */
export async function rowsIn(name: string, bytes: Uint8Array): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cusp-rows-'));
  try {
    const path = join(folder, basename(name));
    await writeFile(path, bytes);
    return await rowsOf(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
