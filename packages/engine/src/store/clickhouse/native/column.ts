import { Bytes } from './bytes.ts';

/**
 * The values of one column of a block, in the form of ClickHouse's Native format: what stands before all of its values, and
 * the values. `add` takes one value a row.
 */
export interface Column<Value> {
  readonly type: string;
  /** About how many bytes the values take. */
  readonly size: number;
  add(value: Value): void;
  writePrefix(into: Bytes): void;
  writeValues(into: Bytes): void;
}

/** A column whose values stand one behind the other, each as `write` writes it. */
export class PlainColumn<Value> implements Column<Value> {
  readonly type: string;
  readonly #write: (into: Bytes, value: Value) => void;
  readonly #values = new Bytes();

  constructor(type: string, write: (into: Bytes, value: Value) => void) {
    this.type = type;
    this.#write = write;
  }

  get size(): number {
    return this.#values.length;
  }

  add(value: Value): void {
    this.#write(this.#values, value);
  }

  writePrefix(): void {}

  writeValues(into: Bytes): void {
    into.append(this.#values);
  }
}

export const stringColumn = (): Column<string> =>
  new PlainColumn('String', (into, value: string) => into.text(value));

/** Keys in decimal. */
export const keyColumn = (): Column<string> =>
  new PlainColumn('UInt64', (into, value: string) => into.decimal(value));

export const integerColumn = (type: 'Int64' | 'UInt64'): Column<number> =>
  new PlainColumn(type, (into, value: number) => into.integer(value));

/** Instants: milliseconds. */
export const instantColumn = (): Column<number> =>
  new PlainColumn("DateTime64(3, 'UTC')", (into, value: number) => into.integer(value));
