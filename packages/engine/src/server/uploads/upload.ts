import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EventSink } from '../../ingest/event-sink.ts';
import { type ImportProgress, importSources } from '../../ingest/files/import-files.ts';
import type { ImportReport, RefusedAt } from '../../ingest/files/import-report.ts';
import type { Mapping } from '../../ingest/files/mapping.ts';
import { needsFile } from '../../ingest/files/open-file.ts';
import { FileReadError } from '../../ingest/files/row-block.ts';
import { arrivingSource, type RowSource, spooledSource } from '../../ingest/files/row-source.ts';
import type { Project } from '../../model/project.ts';
import type { Clock } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';
import { ArrivingBytes, splitHead } from './arriving-bytes.ts';

export interface UploadOptions {
  readonly project: Project;
  /** As people know the file: also tells its format where nothing else does. */
  readonly name: string;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly mapping: Mapping | undefined;
  readonly sink: EventSink;
  readonly clock: Clock;
  /** Where a file that can only be read whole lies while it is. */
  readonly folder: string;
  readonly onRefused: (rows: readonly RefusedAt[]) => Promise<void>;
  /** When nothing has come for so long the upload is given up. */
  readonly idleMs?: number | undefined;
  /** Once it is over, whatever it came to. */
  readonly onOver?: ((upload: Upload) => Promise<void>) | undefined;
}

export type UploadState = 'running' | 'done' | 'failed' | 'cancelled';
/** What became of rows so far. */
export type UploadCounts = Omit<ImportProgress, 'file' | 'bytes' | 'totalBytes'>;

const IDLE_MS = 120_000;
/** Of so many bytes a format is known. */
const HEAD_BYTES = 4_096;
const NOTHING: UploadCounts = { rows: 0, stored: 0, duplicates: 0, skipped: 0, refused: 0 };

/**
 * A file that comes in parts and is imported while it does. Text is read as it arrives, as fast as events can be stored; what can only
 * be read whole (Parquet, an Amplitude export) is kept in a file meanwhile, which is removed whatever happens.
 */
export class Upload {
  readonly id = randomUUID();
  readonly startedAt: number;
  readonly #options: UploadOptions;
  readonly #bytes = new ArrivingBytes();
  readonly #stop = new AbortController();
  readonly #listeners = new Set<() => void>();
  #received = 0;
  #isWriting = false;
  #idle: NodeJS.Timeout | undefined;
  #counts: UploadCounts = NOTHING;
  #state: UploadState = 'running';
  #report: ImportReport | undefined;
  #error: string | undefined;
  /** Never rejects. */
  readonly over: Promise<void>;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.startedAt = options.clock();
    this.#waitForMore();
    this.over = this.#run();
  }

  get project(): string {
    return this.#options.project.id;
  }

  get name(): string {
    return this.#options.name;
  }

  get size(): number {
    return this.#options.size;
  }

  get mapping(): Mapping | undefined {
    return this.#options.mapping;
  }

  /** Bytes that came so far: where the next part begins. */
  get received(): number {
    return this.#received;
  }

  get state(): UploadState {
    return this.#state;
  }

  get counts(): UploadCounts {
    return this.#report === undefined ? this.#counts : countsOf(this.#report);
  }

  /** Undefined before it is over, and when it broke off. */
  get report(): ImportReport | undefined {
    return this.#report;
  }

  /** Why it failed, or was given up. */
  get error(): string | undefined {
    return this.#error;
  }

  /**
   * Takes a part that begins at `offset`. Resolves when it has been taken in, no faster than events are stored. Throws a ProblemError: 409
   * when it does not follow on what came, or another part is on its way; 413 past the size that was announced.
   */
  async write(offset: number, part: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.#state !== 'running') return;
    if (this.#isWriting) throw problemError(409, 'busy', 'another part is on its way: send one at a time');
    if (offset !== this.#received) {
      throw problemError(
        409,
        'wrong-offset',
        `is ${offset} and ${this.#received} bytes have come: go on from there`,
        'querystring.offset',
      );
    }
    this.#isWriting = true;
    clearTimeout(this.#idle);
    try {
      for await (const chunk of part) {
        if (this.#received + chunk.length > this.size) {
          throw problemError(413, 'too-long', `more came than the ${this.size} bytes that were announced`);
        }
        this.#received += chunk.length;
        if (!(await this.#bytes.push(chunk))) return;
      }
      if (this.#received === this.size) this.#bytes.end();
    } finally {
      this.#isWriting = false;
      if (this.#received < this.size) this.#waitForMore();
    }
  }

  /** What was read is stored, and nothing more. Resolves when it is over. */
  async cancel(reason: string): Promise<void> {
    if (this.#state === 'running') {
      this.#error ??= reason;
      this.#stop.abort();
      this.#bytes.end(new FileReadError('cancelled', reason));
    }
    await this.over;
  }

  /** Calls back whenever something changed. Answers how to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #waitForMore(): void {
    const idleMs = this.#options.idleMs ?? IDLE_MS;
    this.#idle = setTimeout(
      () => void this.cancel(`nothing came for ${Math.round(idleMs / 1_000)} seconds`),
      idleMs,
    ).unref();
  }

  async #run(): Promise<void> {
    const { project, mapping, sink, clock, onRefused, onOver } = this.#options;
    const spooled = join(this.#options.folder, this.id);
    try {
      const source = await this.#source(spooled);
      this.#report = await importSources([source], {
        mapping,
        project,
        sink,
        clock,
        onRefused,
        signal: this.#stop.signal,
        onProgress: (progress) => {
          this.#counts = progress;
          this.#tell();
        },
      });
      const troubles = this.#report.files.flatMap((file) => file.troubles);
      this.#error ??= troubles[0];
      this.#state = this.#stop.signal.aborted ? 'cancelled' : troubles.length > 0 ? 'failed' : 'done';
    } catch (error) {
      this.#state = this.#stop.signal.aborted ? 'cancelled' : 'failed';
      this.#error ??= error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(this.#idle);
      this.#bytes.leave();
      await rm(spooled, { force: true }).catch(() => undefined);
      await onOver?.(this).catch(() => undefined);
      this.#tell();
    }
  }

  async #source(spooled: string): Promise<RowSource> {
    const { name, size, folder } = this.#options;
    const { head, rest } = await splitHead(this.#bytes, HEAD_BYTES);
    if (!needsFile(head)) return arrivingSource(name, size, head, rest);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(
      async function* () {
        yield head;
        yield* rest;
      },
      createWriteStream(spooled, { mode: 0o600 }),
    );
    return spooledSource(name, spooled, (await stat(spooled)).size);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function countsOf({ rows, stored, duplicates, skipped, refused }: ImportReport): UploadCounts {
  const sum = (of: readonly { readonly rows: number }[]): number =>
    of.reduce((all, each) => all + each.rows, 0);
  return { rows, stored, duplicates, skipped: sum(skipped), refused: sum(refused) };
}
