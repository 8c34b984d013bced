import type { Instant } from '../../model/time.ts';
import { closestWord } from '../../util/closest-word.ts';
import { advance, ahead, type Cursor, expected, peek, report, spanFrom, take, takeOne } from './cursor.ts';
import { DURATION_UNITS, type Duration } from './duration.ts';
import { spoken } from './token.ts';
import type { Window } from './window.ts';

/** Could a window start here? `in` followed by a list or by `cohort` is something else. */
export function startsWindow(cursor: Cursor): boolean {
  return (
    ahead(cursor, 'in', 'the') ||
    ahead(cursor, 'in', 'last') ||
    ahead(cursor, 'in', 'first') ||
    ahead(cursor, 'between') ||
    ahead(cursor, 'since') ||
    ahead(cursor, 'ever') ||
    ahead(cursor, 'at', 'any')
  );
}

export function parseWindow(cursor: Cursor): Window | undefined {
  const start = peek(cursor);
  if (take(cursor, 'in', 'the', 'last') || take(cursor, 'in', 'last')) {
    const duration = parseDuration(cursor);
    return duration && { kind: 'last', duration };
  }
  if (take(cursor, 'in', 'the', 'first') || take(cursor, 'in', 'first')) {
    const duration = parseDuration(cursor);
    return duration && { kind: 'first', duration };
  }
  if (take(cursor, 'in', 'the')) {
    return expected(cursor, '`last` or `first` and a duration', ['last', 'first']);
  }
  if (take(cursor, 'since')) {
    const from = parseInstant(cursor);
    return from === undefined ? undefined : { kind: 'since', from };
  }
  if (take(cursor, 'between')) {
    const from = parseInstant(cursor);
    if (from === undefined) return undefined;
    if (!take(cursor, 'and'))
      return expected(cursor, '`and` and the instant at which the window ends', ['and']);
    const to = parseInstant(cursor);
    if (to === undefined) return undefined;
    return from < to
      ? { kind: 'between', from, to }
      : report(cursor, 'window-empty', spanFrom(cursor, start), {});
  }
  if (take(cursor, 'ever')) return { kind: 'ever' };
  if (take(cursor, 'at', 'any')) {
    return take(cursor, 'time') ? { kind: 'ever' } : expected(cursor, '`time`', ['time']);
  }
  return expected(cursor, 'a window, such as `in the last 14 days`', ['in', 'between', 'since', 'ever']);
}

function parseInstant(cursor: Cursor): Instant | undefined {
  const token = peek(cursor);
  if (token.kind !== 'date') return expected(cursor, 'a date, such as 2026-01-31 or 2026-01-31T09:30Z');
  advance(cursor);
  return token.value;
}

/** `14 days`: an amount and a unit. */
export function parseDuration(cursor: Cursor): Duration | undefined {
  const token = peek(cursor);
  if (token.kind !== 'number') return report(cursor, 'bad-duration', token, { found: spoken(token) });
  if (!Number.isInteger(token.value) || token.value < 1 || token.value > 1_000_000) {
    return report(cursor, 'bad-duration', token, { found: spoken(token) });
  }
  advance(cursor);
  const named = peek(cursor);
  const unit = DURATION_UNITS.find((name) => takeOne(cursor, `${name}s`, name));
  if (unit === undefined) {
    const suggestion = named.kind === 'word' ? closestWord(named.text, UNIT_WORDS) : undefined;
    return report(cursor, 'unknown-unit', named, { found: spoken(named), suggestion });
  }
  return { amount: token.value, unit };
}

const UNIT_WORDS = DURATION_UNITS.map((unit) => `${unit}s`);
