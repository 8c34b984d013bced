import { failed, ok, type Result } from '../../util/result.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a format may be made of. Letters outside a token must stand in [brackets]. */
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(\\d{4})',
  YY: '(\\d{2})',
  MMM: '([A-Za-z]{3})',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  DD: '(\\d{2})',
  D: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  hh: '(\\d{2})',
  h: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  S: '(\\d{1,9})',
  A: '([AaPp]\\.?[Mm]\\.?)',
  Z: '(Z|[+-]\\d{2}:?\\d{2})',
};

/** A time taken apart: wall-clock ms as if UTC, and the offset in ms when the text named one. */
export interface WallTime {
  readonly wallMs: number;
  readonly offsetMs: number | undefined;
}

/**
 * Compiles a date format such as `DD.MM.YYYY HH:mm:ss.S` into a reader of text; undefined when the text does not fit it or
 * names no real date. Problem `invalid-format` when the format itself cannot be understood or names no year, month and day.
 */
export function compileTimeFormat(format: string): Result<(text: string) => WallTime | undefined> {
  const fields: string[] = [];
  let pattern = '';
  let at = 0;
  while (at < format.length) {
    if (format[at] === '[') {
      const end = format.indexOf(']', at);
      if (end < 0) return bad(format, 'a [ without its ]');
      pattern += escaped(format.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    const run = /^([A-Za-z])\1*/.exec(format.slice(at))?.[0];
    if (run === undefined) {
      pattern += escaped(format[at] ?? '');
      at += 1;
      continue;
    }
    const token = run.startsWith('S') ? 'S' : run;
    const part = TOKENS[token];
    if (part === undefined) {
      const hint = run === 'T' ? ' (write [T])' : '';
      return bad(format, `"${run}" is none of ${Object.keys(TOKENS).join(' ')}${hint}`);
    }
    fields.push(token);
    pattern += part;
    at += run.length;
  }
  const has = (...names: string[]): boolean => names.some((name) => fields.includes(name));
  if (!has('YYYY', 'YY') || !has('MMM', 'MM', 'M') || !has('DD', 'D')) {
    return bad(format, 'it needs a year, a month and a day');
  }
  const expression = new RegExp(`^${pattern}$`);
  return ok((text) => {
    const found = expression.exec(text.trim());
    return found === null ? undefined : assemble(fields, found);
  });
}

function assemble(fields: readonly string[], found: RegExpExecArray): WallTime | undefined {
  let [year, month, day, hour, minute, second, ms] = [1970, 1, 1, 0, 0, 0, 0];
  let half: string | undefined;
  let offsetMs: number | undefined;
  for (let i = 0; i < fields.length; i += 1) {
    const text = found[i + 1] ?? '';
    const field = fields[i] ?? '';
    if (field === 'YYYY') year = Number(text);
    else if (field === 'YY') year = Number(text) + (Number(text) < 70 ? 2000 : 1900);
    else if (field === 'MMM') month = MONTHS.indexOf(text.toLowerCase()) + 1;
    else if (field === 'MM' || field === 'M') month = Number(text);
    else if (field === 'DD' || field === 'D') day = Number(text);
    else if (field === 'mm') minute = Number(text);
    else if (field === 'ss') second = Number(text);
    else if (field === 'S') ms = Number(text.padEnd(3, '0').slice(0, 3));
    else if (field === 'A') half = text[0]?.toLowerCase();
    else if (field === 'Z') offsetMs = offsetOf(text);
    else hour = Number(text);
  }
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return new Date(wallMs).getUTCDate() === day ? { wallMs, offsetMs } : undefined;
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text[0] === '-' ? -minutes : minutes) * 60_000;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function bad(format: string, reason: string): ReturnType<typeof failed> {
  return failed({
    code: 'invalid-format',
    path: 'time.format',
    message: `time format "${format}": ${reason}`,
  });
}
