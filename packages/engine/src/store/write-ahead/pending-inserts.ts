import type { LoggedInsert } from './log-record.ts';

/** The inserts of one table and one form. */
interface Group {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  bytes: Buffer;
  length: number;
  rows: number;
}

/** An insert in its group. */
interface Place {
  readonly group: Group;
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

const FIRST_BYTES = 64 * 1024;
/** What is larger is not kept to be used again. */
const MOST_KEPT_BYTES = 16 * 1024 ** 2;

/**
 * Inserts that wait for the store, in the order of the log. Their bytes are copied into few large buffers that are used again: kept each by
 * itself for seconds, they outlive the young generation, and V8 collects all garbage whenever buffers that may be garbage come to 64 MB, every
 * 15 seconds at 200 inserts a second.
 */
export class PendingInserts {
  readonly #groups = new Map<string, Group>();
  #places: Place[] = [];
  #size = 0;
  #last = 0;

  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  /** Bytes of all inserts. */
  get size(): number {
    return this.#size;
  }

  /** The highest number in the log. */
  get last(): number {
    return this.#last;
  }

  /** Takes a copy of an insert, which is in the log under a number above all before it. */
  add(number: number, { table, columns, rows, bytes }: LoggedInsert): void {
    const group = this.#groupOf(table, columns);
    const from = group.length;
    const to = from + bytes.length;
    if (to > group.bytes.length) {
      const wider = Buffer.allocUnsafeSlow(Math.max(to, 2 * group.bytes.length));
      group.bytes.copy(wider, 0, 0, from);
      group.bytes = wider;
    }
    bytes.copy(group.bytes, from);
    group.length = to;
    group.rows += rows;
    this.#places.push({ group, from, to, rows });
    this.#size += bytes.length;
    this.#last = number;
  }

  /** Those of one table and one form as one, in their order: blocks by column and JSON lines may both stand one after the other. Good until `clear`. */
  joined(): LoggedInsert[] {
    return [...this.#groups.values()]
      .filter(({ length }) => length > 0)
      .map(({ table, columns, rows, bytes, length }) => ({
        table,
        columns,
        rows,
        bytes: bytes.subarray(0, length),
      }));
  }

  /** Each by itself, in order. Good until `clear`. */
  each(): LoggedInsert[] {
    return this.#places.map(({ group: { table, columns, bytes }, from, to, rows }) => ({
      table,
      columns,
      rows,
      bytes: bytes.subarray(from, to),
    }));
  }

  /** Lets go of all of them. */
  clear(): void {
    for (const [form, group] of this.#groups) {
      if (group.length === 0 || group.bytes.length > MOST_KEPT_BYTES) this.#groups.delete(form);
      group.length = 0;
      group.rows = 0;
    }
    this.#places = [];
    this.#size = 0;
  }

  #groupOf(table: string, columns: readonly string[] | undefined): Group {
    const form = JSON.stringify([table, columns]);
    let group = this.#groups.get(form);
    if (group === undefined) {
      group = { table, columns, bytes: Buffer.allocUnsafeSlow(FIRST_BYTES), length: 0, rows: 0 };
      this.#groups.set(form, group);
    }
    return group;
  }
}
