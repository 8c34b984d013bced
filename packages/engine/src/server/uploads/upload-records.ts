import { jsonb } from '../../store/postgres/json.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { Upload, UploadCounts, UploadState } from './upload.ts';

/** An import as it is kept, after the server that ran it is gone as well. */
export interface ImportRecord {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  readonly counts: UploadCounts;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly error: string | null;
}

interface KeptFile {
  readonly name: string;
  readonly size: number;
  readonly counts: UploadCounts;
}

/** Writes an import down when it begins. */
export async function beginImport(records: RecordStore, upload: Upload): Promise<void> {
  await records.db
    .insertInto('imports')
    .values({
      id: upload.id,
      project_id: upload.project,
      mapping: jsonb<unknown>(upload.mapping ?? null),
      ...figuresOf(upload),
      started_at: new Date(upload.startedAt),
      updated_at: new Date(upload.startedAt),
      finished_at: null,
    })
    .execute();
}

/** Writes down what an import came to. */
export async function endImport(records: RecordStore, upload: Upload, now: number): Promise<void> {
  await records.db
    .updateTable('imports')
    .set({ ...figuresOf(upload), updated_at: new Date(now), finished_at: new Date(now) })
    .where('id', '=', upload.id)
    .execute();
}

/** The imports of a project, the newest first. One that no server runs any more was broken off. */
export async function listImports(
  records: RecordStore,
  projectId: string,
  isRunning: (id: string) => boolean,
  limit: number,
): Promise<readonly ImportRecord[]> {
  const rows = await records.db
    .selectFrom('imports')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const [file] = row.files as readonly KeptFile[];
    const isBroken = row.state === 'running' && !isRunning(row.id);
    return {
      id: row.id,
      name: file?.name ?? '',
      size: file?.size ?? 0,
      state: isBroken ? 'failed' : row.state,
      counts: file?.counts ?? { rows: 0, stored: 0, duplicates: 0, skipped: 0, refused: 0 },
      startedAt: row.started_at.getTime(),
      finishedAt: row.finished_at?.getTime() ?? null,
      error: isBroken
        ? 'the server stopped before it was over: import the file again, nothing is stored twice'
        : row.error,
    };
  });
}

function figuresOf({ name, size, counts, state, error }: Upload) {
  const { stored, duplicates, refused } = counts;
  const files: readonly KeptFile[] = [{ name, size, counts }];
  return { state, stored, duplicates, rejected: refused, files: jsonb<unknown>(files), error: error ?? null };
}
