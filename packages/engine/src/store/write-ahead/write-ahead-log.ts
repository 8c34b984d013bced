import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeRecord, type LoggedInsert, type LogRecord, recordSize, writeRecord } from './log-record.ts';

/** A file is written full of zeros once and then over and over, so that a commit changes its bytes alone and nothing of the file system. */
const SEGMENT_BYTES = 4 * 1024 ** 2;
const MOST_SEGMENTS = 16;
/** Zeros go in by so much, so that a commit waits for one such write at most. */
const PIECE_BYTES = 128 * 1024;
/**
 * Numbers that are left out when the log is opened, more than records have room: what an unfinished write has left behind can then never
 * seem to follow on a new record.
 */
const LEFT_OUT = 2 ** 21;
/** An insert that takes more is not for the log. */
export const MOST_RECORD_BYTES = 1024 ** 2;

/**
 * On Linux a write comes back when its bytes are on the disk: one way to the disk and back where a write and a flush are two. On macOS only a
 * flush is sure.
 */
const WRITES_ARE_FLUSHED = process.platform === 'linux';
const FLUSHED = WRITES_ARE_FLUSHED ? constants.O_DSYNC : 0;

interface Segment {
  readonly handle: FileHandle;
  /** The highest number in it. */
  last: number;
}

interface Waiting {
  readonly insert: LoggedInsert | undefined;
  readonly resolve: (number: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Inserts that are durable and not yet in the store, in files of a fixed size that are used in turn. Appends that come while others are
 * being written go together in the next write: one flush for all of them.
 */
export class WriteAheadLog {
  readonly #directory: string;
  readonly #segments: Segment[];
  #current: Segment | undefined;
  #offset = 0;
  #last: number;
  #applied: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #freed: () => void = () => undefined;
  /** A new file on its way, ahead of its need. */
  #coming: Promise<unknown> | undefined;
  /** Used for every write: bytes of their own for each would outlive many, and have the collector of garbage look at everything. */
  #bytes = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #broken: { readonly error: unknown } | undefined;

  private constructor(directory: string, segments: Segment[], last: number) {
    this.#directory = directory;
    this.#segments = segments;
    this.#last = last;
    this.#applied = last;
  }

  /** Also tells what was left to apply, in order. The caller applies it before the first append: then it counts as applied. */
  static async open(directory: string): Promise<{ log: WriteAheadLog; left: readonly LogRecord[] }> {
    if ((await mkdir(directory, { recursive: true, mode: 0o700 })) !== undefined)
      await syncDirectory(dirname(directory));
    const names = (await readdir(directory)).filter((name) => /^\d+\.log$/.test(name)).toSorted();
    const segments: Segment[] = [];
    const records: LogRecord[] = [];
    for (const name of names) {
      const handle = await open(join(directory, name), constants.O_RDWR | FLUSHED);
      const found = recordsIn((await handle.readFile()) as Buffer);
      records.push(...found);
      segments.push({ handle, last: found.at(-1)?.number ?? 0 });
    }
    records.sort((a, b) => a.number - b.number);
    const last = (records.at(-1)?.number ?? 0) + LEFT_OUT;
    const applied = Math.max(0, ...records.map((record) => record.applied));
    const left = records.filter(({ number, insert }) => number > applied && insert !== undefined);
    return { log: new WriteAheadLog(directory, segments, last), left };
  }

  /** Resolves with the record's number once it is durable. */
  append(insert: LoggedInsert | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ insert, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Every record up to this number is in the store: its place may be written over. */
  applied(number: number): void {
    this.#applied = Math.max(this.#applied, number);
    this.#freed();
  }

  /** Writes down how far the store has come, so that nothing of it is looked at after a crash. */
  async mark(): Promise<void> {
    await this.append(undefined);
  }

  async close(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    await this.#coming?.catch(() => undefined);
    for (const { handle } of this.#segments) await handle.close();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = await this.#nextBatch().catch((error: unknown) => this.#break(error));
      if (batch === undefined) continue;
      try {
        await this.#write(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
        this.#break(error);
      }
    }
    this.#running = undefined;
  }

  /** As many of those that wait as fit into the file that is written to; another file when not even the first does. */
  async #nextBatch(): Promise<Waiting[] | undefined> {
    if (this.#broken) throw this.#broken.error;
    let size = 0;
    let count = 0;
    for (const { insert } of this.#waiting) {
      const after = size + recordSize(insert ?? NOTHING);
      if (this.#current === undefined || this.#offset + after > SEGMENT_BYTES) break;
      size = after;
      count += 1;
    }
    if (count > 0) return this.#waiting.splice(0, count);
    this.#current = await this.#free();
    this.#offset = 0;
    return undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const { handle } = this.#current as Segment;
    const applied = this.#applied;
    const bytes = this.#encode(batch, applied);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, this.#offset + done);
      done += bytesWritten;
    }
    if (!WRITES_ARE_FLUSHED) await handle.datasync();
    this.#offset += bytes.length;
    // A new file takes many writes, for which nobody should wait.
    if (this.#offset > SEGMENT_BYTES / 2 && this.#findFree() === undefined)
      this.#prepare().catch(() => undefined);
    for (const { resolve } of batch) {
      this.#last += 1;
      resolve(this.#last);
    }
    (this.#current as Segment).last = this.#last;
  }

  /** The records of a batch one behind the other; good until the next. */
  #encode(batch: readonly Waiting[], applied: number): Buffer {
    const size = batch.reduce((sum, { insert }) => sum + recordSize(insert ?? NOTHING), 0);
    if (size > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(2 * size);
    let end = 0;
    for (const [i, { insert }] of batch.entries())
      end = writeRecord({ number: this.#last + i + 1, applied, insert }, this.#bytes, end);
    return this.#bytes.subarray(0, end);
  }

  /** What a failed flush has left on the disk cannot be known: nothing more is taken until the log is opened anew. */
  #break(error: unknown): undefined {
    this.#broken ??= { error };
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting = [];
  }

  /** A file of which nothing is needed any more; a new one while there are few; else waits for the store. */
  async #free(): Promise<Segment> {
    for (;;) {
      const free = this.#findFree();
      if (free) return free;
      if (this.#coming || this.#segments.length < MOST_SEGMENTS) await this.#prepare();
      else
        await new Promise<void>((resolve) => {
          this.#freed = resolve;
        });
    }
  }

  #findFree(): Segment | undefined {
    return this.#segments.find((each) => each !== this.#current && each.last <= this.#applied);
  }

  /** Makes a new file, while there may be more: one at a time. Whoever needs it hears of a failure; of one made ahead nobody does. */
  async #prepare(): Promise<void> {
    if (this.#coming === undefined && this.#segments.length >= MOST_SEGMENTS) return;
    this.#coming ??= this.#newSegment().finally(() => {
      this.#coming = undefined;
    });
    await this.#coming;
  }

  async #newSegment(): Promise<Segment> {
    const name = `${String(this.#segments.length).padStart(3, '0')}.log`;
    const handle = await open(join(this.#directory, name), NEW_FILE, 0o600);
    try {
      const zeros = Buffer.alloc(PIECE_BYTES);
      for (let at = 0; at < SEGMENT_BYTES; at += PIECE_BYTES) await handle.write(zeros, 0, PIECE_BYTES, at);
      await handle.sync();
      await syncDirectory(this.#directory);
    } catch (error) {
      await handle.close();
      throw error;
    }
    const segment = { handle, last: 0 };
    this.#segments.push(segment);
    return segment;
  }
}

/** Makes what was put into a directory be there after a loss of power. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | FLUSHED;

const NOTHING: LoggedInsert = { table: '', columns: undefined, rows: 0, bytes: Buffer.alloc(0) };

/** The records at the beginning of a file, as far as they follow each other: what comes after is of an earlier use of it. */
function recordsIn(bytes: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  for (let at = 0; ; ) {
    const found = decodeRecord(bytes, at);
    const before = records.at(-1);
    if (found === undefined || (before && found.record.number !== before.number + 1)) return records;
    records.push(found.record);
    at = found.end;
  }
}
