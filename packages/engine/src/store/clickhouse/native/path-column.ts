import type { PropertyValue, Scalar } from '../../../model/property-value.ts';
import { Bytes } from './bytes.ts';

/** The form of a JSON column in which every path lists its types and keeps their values apart. */
const FLATTENED = 3;
/** In place of a type's number where a row does not have the path. */
const ABSENT = 255;

/** Types that a value may have, as the engine itself tells them from JSON text. Lists have a type of their own behind each. */
const SCALARS = ['String', 'Int64', 'Float64', 'Bool'] as const;
const [STRING, INTEGER, FLOAT, FLAG] = [0, 1, 2, 3];
const LISTS = SCALARS.length;

/** One path of a JSON column: for each row the type that its value has there, and the values of each type together. */
export class PathColumn {
  readonly #rows = new Bytes();
  /** By type: its number in the order of first use. */
  readonly #numbers: (number | undefined)[] = [];
  readonly #types: Values[] = [];

  get size(): number {
    return this.#types.reduce((sum, { size }) => sum + size, this.#rows.length);
  }

  /** Puts the value of row `row`, counted from 0; rows come in growing order and may be left out. */
  add(row: number, value: PropertyValue): void {
    if (typeof value === 'string') this.#at(row, STRING).scalars.text(value);
    else if (typeof value === 'number') this.#addNumber(row, value);
    else if (typeof value === 'boolean') this.#at(row, FLAG).scalars.byte(value ? 1 : 0);
    else this.#addList(row, value);
  }

  #addNumber(row: number, value: number): void {
    if (Number.isSafeInteger(value)) this.#at(row, INTEGER).scalars.integer(value);
    // A whole number that a float does not hold exactly is a float; what is no number at all is missing, as in JSON.
    else if (Number.isFinite(value)) this.#at(row, FLOAT).scalars.float(value);
  }

  #addList(row: number, list: readonly Scalar[]): void {
    const type = typeOf(list);
    const { ends, absent, scalars } = this.#at(row, LISTS + type);
    for (const item of list) {
      const missing = typeof item === 'number' && !Number.isFinite(item);
      absent.byte(missing ? 1 : 0);
      if (type === STRING) scalars.text(String(item));
      else if (type === INTEGER) scalars.integer(Number(item));
      // JSON has no -0.
      else if (type === FLOAT) scalars.float(missing ? 0 : Number(item) + 0);
      else scalars.byte(item ? 1 : 0);
    }
    ends.integer(absent.length);
  }

  /** Notes that the row has a value of the type, and answers where it goes. */
  #at(row: number, type: number): Values {
    let number = this.#numbers[type];
    if (number === undefined) {
      number = this.#types.length;
      this.#numbers[type] = number;
      this.#types.push(new Values(type));
    }
    this.#rows.fill(ABSENT, row - this.#rows.length);
    this.#rows.byte(number);
    return this.#types[number] as Values;
  }

  writePrefix(into: Bytes): void {
    into.integer(FLATTENED);
    into.count(this.#types.length);
    for (const { type } of this.#types) into.text(nameOf(type));
  }

  /** `rows`: how many the block has. */
  writeValues(into: Bytes, rows: number): void {
    this.#rows.fill(ABSENT, rows - this.#rows.length);
    this.#rows.replace(ABSENT, this.#types.length);
    into.append(this.#rows);
    for (const values of this.#types) {
      into.append(values.ends);
      into.append(values.absent);
      into.append(values.scalars);
    }
  }
}

/** All values of one type: of scalars only themselves; of lists also where each ends and which items are missing. */
class Values {
  readonly type: number;
  readonly ends = new Bytes();
  readonly absent = new Bytes();
  readonly scalars = new Bytes();

  constructor(type: number) {
    this.type = type;
  }

  get size(): number {
    return this.ends.length + this.absent.length + this.scalars.length;
  }
}

function nameOf(type: number): string {
  return type < LISTS ? (SCALARS[type] ?? '') : `Array(Nullable(${SCALARS[type - LISTS] ?? ''}))`;
}

/** The type of a list's items: whole numbers among others are floats, and items of several types are text. */
function typeOf(list: readonly Scalar[]): number {
  const [first] = list;
  if (typeof first === 'boolean') return list.every((item) => typeof item === 'boolean') ? FLAG : STRING;
  if (typeof first !== 'number' || !list.every((item) => typeof item === 'number')) return STRING;
  return list.every(Number.isSafeInteger) ? INTEGER : FLOAT;
}
