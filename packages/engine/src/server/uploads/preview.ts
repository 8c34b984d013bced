import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ColumnSeen, columnsSeen } from '../../ingest/files/columns-seen.ts';
import { proposeMapping, SAMPLE_ROWS, sampleRows } from '../../ingest/files/guess-mapping.ts';
import type { RefusedAt } from '../../ingest/files/import-report.ts';
import type { FileFormat, Mapping } from '../../ingest/files/mapping.ts';
import { previewSources, type SeenProperty } from '../../ingest/files/preview-files.ts';
import { FileReadError, type OpenedFile, type Row } from '../../ingest/files/row-block.ts';
import { type RowSource, spooledSource } from '../../ingest/files/row-source.ts';
import type { IncomingEvent } from '../../model/event.ts';
import type { Project } from '../../model/project.ts';
import type { Clock } from '../../model/time.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { Problem } from '../../util/result.ts';

export interface PreviewAsked {
  readonly project: Project;
  readonly name: string;
  /** Bytes of the whole file; undefined: what comes is all of it. */
  readonly size: number | undefined;
  /** So many of the bytes that come are the file's last ones: Parquet and zip have their directory there. */
  readonly tail: number;
  readonly format: FileFormat | undefined;
  /** Undefined: one is proposed. */
  readonly mapping: Mapping | undefined;
  readonly clock: Clock;
  readonly folder: string;
  readonly most: number;
}

export interface UploadPreview {
  readonly format: FileFormat;
  readonly columns: readonly ColumnSeen[];
  /** The one that was asked with, or a proposal; null: none is needed, or none could be made (see `problems`). */
  readonly mapping: Mapping | null;
  /** Why the mapping cannot be used, or none could be proposed. */
  readonly problems: readonly Problem[];
  readonly rows: number;
  /** The first of them as they would be stored. */
  readonly events: readonly IncomingEvent[];
  readonly refused: readonly RefusedAt[];
  readonly refusedRows: number;
  readonly skippedRows: number;
  readonly properties: readonly SeenProperty[];
  readonly troubles: readonly string[];
}

/** Events and refusals that a preview lists. */
const LISTED = 20;

/**
 * What a file would become, by its first part (and, of Parquet and zips, its last one too). Stores nothing and leaves nothing behind.
 * Throws ProblemError where the part cannot be read as any format.
 */
export async function previewUpload(
  asked: PreviewAsked,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadPreview> {
  const path = join(asked.folder, `${randomUUID()}.preview`);
  await mkdir(asked.folder, { recursive: true, mode: 0o700 });
  try {
    const { size, isPart } = await spool(path, body, asked);
    const source = spooledSource(asked.name, path, size);
    const format = await source.format(asked.mapping?.format ?? asked.format);
    return await described(asked, source, format, isPart);
  } catch (error) {
    if (error instanceof FileReadError)
      throw problemError(422, error.code, `${asked.name}: ${error.message}`);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

async function described(
  asked: PreviewAsked,
  source: RowSource,
  format: FileFormat,
  isPart: boolean,
): Promise<UploadPreview> {
  const opened = await source.open(format, asked.mapping, 1);
  const { rows, cutShort } = await firstRows(opened, isPart);
  const columns = columnsSeen(
    rows.length > 0 ? rows : [Object.fromEntries((opened.columns ?? []).map((c) => [c, null]))],
  );
  const [mapping, problems] =
    format === 'amplitude' ? [undefined, []] : proposal(asked, format, rows, columns);
  const empty = {
    rows: rows.length,
    events: [],
    refused: [],
    refusedRows: 0,
    skippedRows: 0,
    properties: [],
  };
  const answer = {
    format,
    columns,
    mapping: mapping ?? null,
    problems,
    troubles: cutShort === undefined ? [] : [cutShort],
  };
  if (mapping === undefined && format !== 'amplitude') return { ...answer, ...empty };
  try {
    const preview = await previewSources([source], {
      mapping,
      // Of a part, what follows the last whole row is no row.
      rows: isPart ? Math.min(rows.length, SAMPLE_ROWS) : SAMPLE_ROWS,
      clock: asked.clock,
      accountGroup: asked.project.accountGroup,
    });
    const becomes = preview.rows.map((row) => row.becomes);
    const events = becomes.filter((each): each is IncomingEvent => !('code' in each));
    const refused = becomes.filter((each): each is RefusedAt => 'code' in each);
    return {
      ...answer,
      rows: becomes.length + preview.skipped,
      events: events.slice(0, LISTED),
      refused: refused.slice(0, LISTED),
      refusedRows: refused.length,
      skippedRows: preview.skipped,
      properties: preview.properties,
      troubles: [...answer.troubles, ...preview.troubles],
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ...answer, ...empty, problems: error.problems };
  }
}

function proposal(
  { mapping, name }: PreviewAsked,
  format: FileFormat,
  rows: readonly Row[],
  columns: readonly ColumnSeen[],
): [Mapping | undefined, readonly Problem[]] {
  if (mapping !== undefined) return [mapping, []];
  const named = rows.length > 0 ? rows : [Object.fromEntries(columns.map((column) => [column.name, null]))];
  try {
    return [proposeMapping(format, named, name), []];
  } catch (error) {
    if (error instanceof ProblemError) return [undefined, error.problems];
    throw error;
  }
}

/** Rows as far as the part reaches. That a part ends where the file goes on is no fault of the file. */
async function firstRows(
  opened: OpenedFile,
  isPart: boolean,
): Promise<{ readonly rows: readonly Row[]; readonly cutShort: string | undefined }> {
  const rows: Row[] = [];
  try {
    await sampleRows(opened, rows);
  } catch (error) {
    if (!isPart || !(error instanceof FileReadError)) throw error;
  }
  // The last one may be cut through.
  const whole = isPart && rows.length < SAMPLE_ROWS ? rows.slice(0, -1) : rows;
  const cutShort =
    isPart && whole.length === 0
      ? 'the part that was sent ends before a first row could be read: what rows become shows when the file is imported'
      : undefined;
  return { rows: whole, cutShort };
}

/** Writes the part where it stands in the file: what lies between its beginning and its end reads as zeros. */
async function spool(
  path: string,
  body: AsyncIterable<Uint8Array>,
  { most, size, tail }: PreviewAsked,
): Promise<{ readonly size: number; readonly isPart: boolean }> {
  const file = await open(path, 'w', 0o600);
  try {
    let written = 0;
    const kept: Uint8Array[] = [];
    for await (const chunk of body) {
      written += chunk.length;
      if (written > most) {
        throw problemError(
          413,
          'body-too-large',
          `the part is larger than ${most} bytes: send the first ones alone`,
        );
      }
      if (tail === 0) await file.write(chunk);
      else kept.push(chunk);
    }
    if (tail === 0) return { size: written, isPart: size !== undefined && written < size };
    const all = Buffer.concat(kept);
    if (size === undefined || tail > all.length || all.length > size) {
      throw problemError(
        400,
        'wrong-tail',
        'give `size`, and no more in `tail` than what is sent',
        'querystring.tail',
      );
    }
    await file.write(all, 0, all.length - tail, 0);
    await file.write(all, all.length - tail, tail, size - tail);
    return { size, isPart: all.length < size };
  } finally {
    await file.close();
  }
}
