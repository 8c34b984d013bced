import type { Properties, PropertyValue, Scalar } from '../model/property-value.ts';
import { bareRecord } from '../util/bare-record.ts';
import type { Problem, Result } from '../util/result.ts';
import { nestsDeeperThan } from './nesting.ts';

/** Deeper objects are a mistake in the sender, and each level makes a longer name. */
export const DEEPEST_NESTING = 40;
export const LONGEST_NAME = 1_024;
export const MOST_PROPERTIES = 2_000;
/** Longer text is refused, not cut: half a text is another text. */
export const LONGEST_TEXT = 32_768;
/** Where flattening puts what it finds; several objects may be flattened into one. */
export interface Flattening {
  readonly properties: Record<string, PropertyValue>;
  /** Names whose value was null: missing for an event, removed for a user. */
  readonly nulls: string[];
  readonly problems: Problem[];
  size: number;
}

export function newFlattening(problems: Problem[] = []): Flattening {
  return { properties: bareRecord(), nulls: [], problems, size: 0 };
}

/**
 * Any JSON object as flat properties: nested objects become dotted names, null and empty lists and objects are missing, a list of
 * several types becomes a list of text, with nested values in it as JSON. Text that is not well-formed Unicode gets U+FFFD in
 * place of each half character. Every value that cannot be kept is a problem at its dotted name, below `path`.
 */
export function flattenProperties(value: unknown, path = ''): Result<Properties> {
  const into = newFlattening();
  flattenInto(into, value, path);
  return into.problems.length === 0
    ? { ok: true, value: into.properties }
    : { ok: false, problems: into.problems };
}

/** The same for several objects that share one bag: see flattenProperties. `prefix` goes in front of every name. */
export function flattenInto(into: Flattening, value: unknown, path: string, prefix = ''): void {
  if (value === undefined || value === null) return;
  if (!isObject(value)) {
    const seen = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    problem(into, path, 'wrong-type', `expected an object of properties, got ${seen}`);
    return;
  }
  flattenObject(into, value, prefix, path, 1);
  if (into.size > MOST_PROPERTIES) {
    problem(
      into,
      path,
      'too-many-properties',
      `has ${into.size} properties: send at most ${MOST_PROPERTIES}`,
    );
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flattenObject(
  into: Flattening,
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  path: string,
  depth: number,
): void {
  for (const key of Object.keys(object)) {
    const name = prefix === '' ? wellFormed(key) : prefix + wellFormed(key);
    const value = object[key];
    const fault = nameFault(key, name);
    if (fault !== undefined) {
      problem(into, path === '' ? name : `${path}.${name}`, 'wrong-name', fault);
      continue;
    }
    if (isObject(value)) {
      if (depth >= DEEPEST_NESTING) {
        const message = `is nested more than ${DEEPEST_NESTING} levels deep: flatten it`;
        problem(into, path === '' ? name : `${path}.${name}`, 'too-deep', message);
        continue;
      }
      flattenObject(into, value, `${name}.`, path, depth + 1);
      continue;
    }
    keep(into, name, value, path);
  }
}

/** Puts one value that is no object under its full name. */
export function keep(into: Flattening, name: string, value: unknown, path: string): void {
  let kept: PropertyValue | undefined;
  if (typeof value === 'string') kept = text(into, name, value, path);
  else if (typeof value === 'number') kept = number(into, name, value, path);
  else if (typeof value === 'boolean') kept = value;
  else if (Array.isArray(value)) kept = list(into, name, value, path);
  else if (value === null) into.nulls.push(name);
  if (kept === undefined) return;
  into.properties[name] = kept;
  into.size += 1;
}

function text(into: Flattening, name: string, value: string, path: string): string | undefined {
  if (value.length <= LONGEST_TEXT) return wellFormed(value);
  const message = `is a text of ${value.length} characters: send at most ${LONGEST_TEXT}`;
  problem(into, path === '' ? name : `${path}.${name}`, 'text-too-long', message);
  return undefined;
}

function number(into: Flattening, name: string, value: number, path: string): number | undefined {
  if (Number.isFinite(value)) return value;
  const message = `is a number beyond 1.8e308: send it as text`;
  problem(into, path === '' ? name : `${path}.${name}`, 'number-too-large', message);
  return undefined;
}

function list(
  into: Flattening,
  name: string,
  items: readonly unknown[],
  path: string,
): PropertyValue | undefined {
  const present = items.filter((item) => item !== null && item !== undefined);
  if (present.length === 0) return undefined;
  if (nestsDeeperThan(present, DEEPEST_NESTING)) {
    const message = `is nested more than ${DEEPEST_NESTING} levels deep: flatten it`;
    problem(into, path === '' ? name : `${path}.${name}`, 'too-deep', message);
    return undefined;
  }
  const type = typeof present[0];
  const alike = type !== 'object' && present.every((item) => typeof item === type);
  const found: Scalar[] = [];
  for (const item of present) {
    const value = alike ? (item as Scalar) : typeof item === 'object' ? JSON.stringify(item) : String(item);
    const kept =
      typeof value === 'string'
        ? text(into, name, value, path)
        : typeof value === 'number'
          ? number(into, name, value, path)
          : value;
    if (kept === undefined) return undefined;
    found.push(kept);
  }
  return found;
}

/** Lone halves of a surrogate pair become U+FFFD, as UTF-8 demands. */
export function wellFormed(value: string): string {
  return value.isWellFormed() ? value : value.toWellFormed();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

export function hasControlCharacters(value: string): boolean {
  return CONTROL.test(value);
}

/** What is wrong with a property's name (its last part `key`, and the whole), or undefined. */
export function nameFault(key: string, name: string): string | undefined {
  if (key === '') return 'has an empty name: name the property';
  if (name.length > LONGEST_NAME) {
    return `has a name of ${name.length} characters: use at most ${LONGEST_NAME}`;
  }
  if (CONTROL.test(key)) return 'has a control character in its name: use printable characters';
  return undefined;
}

function problem(into: Flattening, path: string, code: string, message: string): void {
  into.problems.push({ code, message, path: path.length > 200 ? `${path.slice(0, 200)}…` : path });
}
