import type { PropertyValue } from '../../../model/property-value.ts';

/** A value begins with its kind; of a text, or a list as JSON text, its length and three UTF-16 units a place follow. */
const MISSING = 0;
const NUMBER = 1;
const TRUE = 2;
const FALSE = 3;
const TEXT = 4;
const LIST = 5;
const UNITS = 3;
const UNIT = 65_536;

/** How many places a value takes. */
export function placesOfValue(value: PropertyValue | undefined): number {
  if (value === undefined || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return 2;
  return 2 + Math.ceil(textOf(value).length / UNITS);
}

/** Writes a value into an array of numbers from a place on; undefined: there is none. */
export function writeValue(value: PropertyValue | undefined, numbers: Float64Array, at: number): void {
  if (value === undefined) numbers[at] = MISSING;
  else if (typeof value === 'boolean') numbers[at] = value ? TRUE : FALSE;
  else if (typeof value === 'number') {
    numbers[at] = NUMBER;
    numbers[at + 1] = value;
  } else {
    const text = textOf(value);
    numbers[at] = typeof value === 'string' ? TEXT : LIST;
    numbers[at + 1] = text.length;
    for (let i = 0; i < text.length; i += UNITS) {
      let units = 0;
      for (let j = Math.min(i + UNITS, text.length) - 1; j >= i; j -= 1)
        units = units * UNIT + text.charCodeAt(j);
      numbers[at + 2 + i / UNITS] = units;
    }
  }
}

export function readValue(numbers: Float64Array, at: number): PropertyValue | undefined {
  switch (numbers[at]) {
    case NUMBER:
      return numbers[at + 1];
    case TRUE:
      return true;
    case FALSE:
      return false;
    case TEXT:
      return readText(numbers, at + 1);
    case LIST:
      return JSON.parse(readText(numbers, at + 1));
    default:
      return undefined;
  }
}

function textOf(value: Exclude<PropertyValue, number | boolean>): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readText(numbers: Float64Array, at: number): string {
  const length = numbers[at] as number;
  let text = '';
  for (let place = at + 1; text.length < length; place += 1) {
    let units = numbers[place] as number;
    for (let j = 0; j < UNITS && text.length < length; j += 1) {
      text += String.fromCharCode(units % UNIT);
      units = Math.floor(units / UNIT);
    }
  }
  return text;
}
