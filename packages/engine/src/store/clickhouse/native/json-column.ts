import type { Properties } from '../../../model/property-value.ts';
import type { Bytes } from './bytes.ts';
import type { Column } from './column.ts';
import { PathColumn } from './path-column.ts';

const FLATTENED = 3;

/** A JSON column: each path of its objects is a column of its own, so that the engine has nothing to parse. */
export class JsonColumn implements Column<Properties> {
  readonly type: string;
  readonly #paths = new Map<string, PathColumn>();
  #rows = 0;

  constructor(type: string) {
    this.type = type;
  }

  get size(): number {
    let size = 0;
    for (const path of this.#paths.values()) size += path.size;
    return size;
  }

  /** How many different paths its objects have. */
  get paths(): number {
    return this.#paths.size;
  }

  add(properties: Properties): void {
    for (const name in properties) {
      const value = properties[name];
      if (value === undefined || value === null) continue;
      let path = this.#paths.get(name);
      if (path === undefined) {
        path = new PathColumn();
        this.#paths.set(name, path);
      }
      path.add(this.#rows, value);
    }
    this.#rows += 1;
  }

  writePrefix(into: Bytes): void {
    into.integer(FLATTENED);
    into.count(this.#paths.size);
    for (const name of this.#paths.keys()) into.text(name);
    for (const path of this.#paths.values()) path.writePrefix(into);
  }

  writeValues(into: Bytes): void {
    for (const path of this.#paths.values()) path.writeValues(into, this.#rows);
  }
}
