import { setTimeout as sleep } from 'node:timers/promises';
import xxhash from 'xxhash-wasm';
import type { IncomingEvent } from '../../model/event.ts';
import type { Project } from '../../model/project.ts';
import type { Clock } from '../../model/time.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ProblemError } from '../../util/problem-error.ts';
import type { EventSink } from '../event-sink.ts';
import { amplitudeRowMapper } from './amplitude-row.ts';
import { type CheckpointStore, checkpointKey } from './checkpoint.ts';
import { findFiles } from './find-files.ts';
import { type ImportReport, type RefusedAt, ReportBuilder } from './import-report.ts';
import type { FileFormat, Mapping } from './mapping.ts';
import { FileReadError, type OpenedFile, type RowBlock, RowFault } from './row-block.ts';
import { compileMapping } from './row-mapper.ts';
import { isEvent, type NamedColumn, type RowMapper } from './row-outcome.ts';
import { fileSource, type RowSource } from './row-source.ts';
import { SinkPipe } from './sink-pipe.ts';

const { h64ToString } = await xxhash();

export interface ImportOptions extends SourceOptions {
  /** Files and patterns, see findFiles. */
  readonly paths: readonly string[];
}

export interface SourceOptions {
  /** Not needed for Amplitude's export. */
  readonly mapping?: Mapping | undefined;
  readonly sink: EventSink;
  readonly project: Project;
  readonly clock: Clock;
  /** Without one, every run reads everything; repeats are then found by their insert ids. */
  readonly checkpoints?: CheckpointStore | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Gets every refused row, in file order; reading waits for it. */
  readonly onRefused?: ((rows: readonly RefusedAt[]) => Promise<void>) | undefined;
  /** Events handed over at once. Default 8,192. */
  readonly batchRows?: number | undefined;
  /** Batches on their way at once. Default 8: what the pipeline puts into two blocks, one inserted beside the other. A sink that does not keep the order of calls needs 1. */
  readonly inFlight?: number | undefined;
  /** Reads no further than so many rows: for a preview. */
  readonly maxRows?: number | undefined;
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
  /** Stops between two blocks; what was sent is awaited and noted. */
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  readonly file: string;
  /** Bytes of all files read so far, of `totalBytes`. Compressed bytes for compressed files. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  /** What became of rows so far; those on their way are in none of them. */
  readonly stored: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly refused: number;
}

/**
 * Reads files, maps their rows to events and hands them to the sink, in file order, keeping only a few blocks in memory.
 * Broken rows are counted and reading goes on; a file that cannot be read (to its end) is told in the report.
 *
 * Throws ProblemError when a path names no file or the mapping cannot be used, before anything is imported; and what the
 * sink fails with, after which a further run goes on where this one stopped.
 */
export async function importFiles(options: ImportOptions): Promise<ImportReport> {
  const found = await findFiles(options.paths);
  if (!found.ok) throw new ProblemError(400, found.problems);
  return importSources(found.value.map(fileSource), options);
}

/** The same of what was opened by other means: an upload, say. */
export async function importSources(
  sources: readonly RowSource[],
  options: SourceOptions,
): Promise<ImportReport> {
  if (options.mapping !== undefined) {
    const compiled = compileMapping(options.mapping, 'csv', options.clock);
    if (!compiled.ok) throw new ProblemError(400, compiled.problems);
  }
  const report = new ReportBuilder();
  const totalBytes = sources.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const file of sources) {
    if (options.signal?.aborted || report.rows >= (options.maxRows ?? Number.POSITIVE_INFINITY)) break;
    await importFile(file, options, report, (bytes) => {
      options.onProgress?.({ file: file.path, bytes: before + bytes, totalBytes, ...report.counts });
    });
    before += file.size;
  }
  return report.build();
}

async function importFile(
  file: RowSource,
  options: SourceOptions,
  report: ReportBuilder,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const rowsBefore = report.rows;
  const troubles: string[] = [];
  let format: FileFormat | undefined;
  let done = 0;
  try {
    format = await file.format(options.mapping?.format);
    const { mapper, mapping } = mapperFor(format, options);
    const kept = file.kept && {
      ...file.kept,
      key: checkpointKey(options.project.id, file.kept.path, mapping),
    };
    const noted = kept && (await options.checkpoints?.read(kept.key));
    const isSame = noted !== undefined && noted.size === file.size && noted.modifiedMs === kept?.modifiedMs;
    done = isSame ? noted.rows : 0;
    if (!(isSame && noted.complete)) {
      const note = async (rows: number, complete: boolean): Promise<void> => {
        if (kept === undefined) return;
        const { key, path, modifiedMs } = kept;
        await options.checkpoints?.write(key, { path, size: file.size, modifiedMs, rows, complete });
      };
      const opened = await file.open(format, mapping, done + 1);
      if (opened.columns !== undefined) refuseMissingColumns(mapper.columns(), opened.columns);
      await importRows(file, opened, mapper, mapping, options, report, note, onBytes);
      troubles.push(...(opened.troubles?.() ?? []));
      warnOfColumns(file, mapper, opened.columns, report);
    }
  } catch (error) {
    const reason = fileTrouble(error);
    if (reason === undefined) throw error;
    troubles.push(reason);
  }
  onBytes(file.size);
  report.file({ path: file.path, format, rows: report.rows - rowsBefore, resumed: done, troubles });
}

async function importRows(
  file: RowSource,
  opened: OpenedFile,
  mapper: RowMapper,
  mapping: Mapping | undefined,
  options: SourceOptions,
  report: ReportBuilder,
  note: (rows: number, complete: boolean) => Promise<void>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { project, sink, clock } = options;
  const batchRows = options.batchRows ?? 8_192;
  const maxRows = options.maxRows ?? Number.POSITIVE_INFINITY;
  const pipe = new SinkPipe({
    sink,
    project,
    clock,
    inFlight: options.inFlight ?? 8,
    wait: options.wait ?? ((ms) => sleep(ms)),
  });
  let batch: IncomingEvent[] = [];
  let lastRow = 0;
  let checked = opened.columns !== undefined;

  const flush = async (): Promise<void> => {
    const upTo = lastRow;
    const events = batch;
    batch = [];
    await pipe.send(events, async (fates) => {
      report.fates(fates);
      await note(upTo, false);
    });
  };

  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const block of opened.blocks) {
      if (options.signal?.aborted || report.rows >= maxRows) break;
      if (!checked && block.rows.some((row) => row !== undefined && !(row instanceof RowFault))) {
        checked = true;
        refuseUnmetColumns(mapper, block);
      }
      for (let at = 0; at < block.rows.length && report.rows < maxRows; ) {
        const refused: RefusedAt[] = [];
        at = mapBlock(block, at, file, mapper, mapping, report, batch, { batchRows, maxRows }, refused);
        if (refused.length > 0) {
          for (const row of refused) report.refused(row);
          await options.onRefused?.(refused);
        }
        lastRow = block.first + at - 1;
        if (batch.length >= batchRows) await flush();
      }
      onBytes(opened.bytesRead());
    }
  } catch (error) {
    failure = { error };
  }
  // What was read before a broken end is good: it is stored and noted before the trouble is told.
  const isFileTrouble = failure !== undefined && fileTrouble(failure.error) !== undefined;
  if (failure === undefined || isFileTrouble) {
    if (batch.length > 0) await flush();
    await pipe.drain();
    const complete =
      failure === undefined && !options.signal?.aborted && (opened.troubles?.() ?? []).length === 0;
    await note(lastRow, complete);
  } else {
    await pipe.drain().catch(() => undefined);
  }
  if (failure !== undefined) throw failure.error;
}

/** Maps the rows from `start` on until the batch is full; returns the index of the first row that is left. */
function mapBlock(
  block: RowBlock,
  start: number,
  file: RowSource,
  mapper: RowMapper,
  mapping: Mapping | undefined,
  report: ReportBuilder,
  batch: IncomingEvent[],
  limits: { readonly batchRows: number; readonly maxRows: number },
  refused: RefusedAt[],
): number {
  const byRow =
    typeof mapping?.insertId === 'object' && 'from' in mapping.insertId && mapping.insertId.from === 'row';
  let index = start;
  const rowId = (): string => {
    const hash = h64ToString(block.text(index));
    return byRow ? hash : `${block.first + index}-${hash}`;
  };
  for (; index < block.rows.length && batch.length < limits.batchRows; index += 1) {
    if (report.rows >= limits.maxRows) break;
    const row = block.rows[index];
    if (row === undefined) continue;
    report.row();
    if (row instanceof RowFault) {
      const { code, message, seen } = row;
      refused.push({ file: file.path, where: block.where(index), field: '', code, message, seen });
      continue;
    }
    const outcome = mapper.map(row, rowId);
    if (isEvent(outcome)) {
      report.event(outcome.time);
      batch.push(outcome);
    } else if (outcome.outcome === 'skipped') {
      report.skipped(outcome.reason);
    } else {
      const { field, code, message, seen } = outcome;
      refused.push({ file: file.path, where: block.where(index), field, code, message, seen });
    }
  }
  return index;
}

function mapperFor(
  format: FileFormat,
  options: SourceOptions,
): { mapper: RowMapper; mapping: Mapping | undefined } {
  const { mapping, project, clock } = options;
  if (format === 'amplitude')
    return { mapper: amplitudeRowMapper(project.accountGroup, clock), mapping: undefined };
  if (mapping === undefined) {
    throw new FileReadError(
      'no-mapping',
      'it needs a mapping that says which column is what: see docs/import.md',
    );
  }
  const compiled = compileMapping(mapping, format, clock);
  if (!compiled.ok) throw new ProblemError(400, compiled.problems);
  return { mapper: compiled.value, mapping };
}

/** Roles that change what every row means; a property column that is not there only leaves the property out. */
const NEEDED_ROLES: ReadonlySet<string> = new Set([
  'user',
  'device',
  'event',
  'time',
  'insertId',
  'session',
  'accounts',
  'groups',
  'skip',
]);

function refuseMissingColumns(named: readonly NamedColumn[], columns: readonly string[]): void {
  const missing = named.find(
    ({ column, as }) =>
      NEEDED_ROLES.has(as) && !columns.includes(column) && !columns.includes(column.split('.')[0] ?? ''),
  );
  if (missing !== undefined) throw noSuchColumn(missing, columns);
}

/** Without a header, a column that no row of the first block has is taken to be mistyped if no event can be without it. */
function refuseUnmetColumns(mapper: RowMapper, block: RowBlock): void {
  for (const row of block.rows)
    if (row !== undefined && !(row instanceof RowFault)) mapper.map(row, () => '');
  const missing = mapper.columns().find(({ needed, met }) => needed && !met);
  if (missing === undefined) return;
  const columns = new Set<string>();
  for (const row of block.rows) {
    if (row === undefined || row instanceof RowFault) continue;
    for (const key of Object.keys(row)) {
      columns.add(key);
      const nested = row[key];
      if (typeof nested === 'object' && nested !== null && !Array.isArray(nested)) {
        for (const inner of Object.keys(nested)) columns.add(`${key}.${inner}`);
      }
    }
  }
  throw noSuchColumn(missing, [...columns]);
}

function noSuchColumn(missing: NamedColumn, columns: readonly string[]): FileReadError {
  const close = closestWord(missing.column, columns);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  const shown =
    columns.slice(0, 40).join(', ') + (columns.length > 40 ? `, and ${columns.length - 40} more` : '');
  return new FileReadError(
    'no-such-column',
    `it has no column "${missing.column}", which the mapping names as ${missing.as}.${hint} Its columns: ${shown}`,
  );
}

function warnOfColumns(
  file: RowSource,
  mapper: RowMapper,
  columns: readonly string[] | undefined,
  report: ReportBuilder,
): void {
  for (const { column, as, met } of mapper.columns()) {
    if (met || columns?.includes(column)) continue;
    report.warning(`${file.path}: no row has the column "${column}", which the mapping names as ${as}`);
  }
}

/** What is wrong with the file, or undefined when the error is about something else. */
function fileTrouble(error: unknown): string | undefined {
  if (error instanceof FileReadError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read: its permissions forbid it';
  if (code === 'ENOENT') return 'it is gone';
  if (code === 'EIO' || code === 'EISDIR') return `it cannot be read (${String(code)})`;
  return undefined;
}
