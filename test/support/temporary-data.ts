import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyRecordTemplate } from './record-template.ts';

/** A new data folder with a migrated, empty record store in it, which would take seconds to make. To be deleted by who asked. */
export async function temporaryData(name: string): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), `cusp-${name}-`));
  await copyRecordTemplate(join(data, 'records'));
  return data;
}
