import { Bytes } from './bytes.ts';
import type { Column } from './column.ts';

/** Array(...): where each list ends, and the items of all of them. */
export class ListColumn<Item> implements Column<readonly Item[]> {
  readonly type: string;
  readonly #items: Column<Item>;
  readonly #ends = new Bytes();
  #count = 0;

  constructor(items: Column<Item>) {
    this.type = `Array(${items.type})`;
    this.#items = items;
  }

  get size(): number {
    return this.#ends.length + this.#items.size;
  }

  add(list: readonly Item[]): void {
    for (const item of list) this.#items.add(item);
    this.#count += list.length;
    this.#ends.integer(this.#count);
  }

  writePrefix(into: Bytes): void {
    this.#items.writePrefix(into);
  }

  writeValues(into: Bytes): void {
    into.append(this.#ends);
    this.#items.writeValues(into);
  }
}

/** Map(LowCardinality(String), ...): where each map ends, the names of all entries, and their values. */
export class MapColumn<Value> implements Column<Readonly<Record<string, Value>>> {
  readonly type: string;
  readonly #names: Column<string>;
  readonly #values: Column<Value>;
  readonly #ends = new Bytes();
  #count = 0;

  constructor(names: Column<string>, values: Column<Value>) {
    this.type = `Map(${names.type}, ${values.type})`;
    this.#names = names;
    this.#values = values;
  }

  get size(): number {
    return this.#ends.length + this.#names.size + this.#values.size;
  }

  add(map: Readonly<Record<string, Value>>): void {
    for (const name in map) {
      const value = map[name];
      if (value === undefined) continue;
      this.#names.add(name);
      this.#values.add(value);
      this.#count += 1;
    }
    this.#ends.integer(this.#count);
  }

  writePrefix(into: Bytes): void {
    this.#names.writePrefix(into);
    this.#values.writePrefix(into);
  }

  writeValues(into: Bytes): void {
    into.append(this.#ends);
    this.#names.writeValues(into);
    this.#values.writeValues(into);
  }
}
