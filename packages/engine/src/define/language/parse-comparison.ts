import type { Scalar } from '../../model/property-value.ts';
import type { Comparison } from '../selector/property-filter.ts';
import {
  advance,
  ahead,
  type Cursor,
  expected,
  isToken,
  peek,
  report,
  take,
  takeRequired,
} from './cursor.ts';
import { isReserved } from './reserved-words.ts';
import { spoken, type Token } from './token.ts';

const ORDER = { '>': 'greater', '>=': 'at-least', '<': 'less', '<=': 'at-most' } as const;
const MARKS = ['=', '==', '!=', '<>', '>', '>=', '<', '<='];
const WORDS = ['is', 'in', 'not', 'contains', 'does', 'starts'];

/** Could a comparison start here? `in the last …` is a window and not a list. */
export function startsComparison(cursor: Cursor, at = 0): boolean {
  const token = peek(cursor, at);
  if (token.kind === 'mark') return MARKS.includes(token.text);
  if (isToken(token, 'in')) return isToken(peek(cursor, at + 1), '(');
  if (isToken(token, 'not')) return isToken(peek(cursor, at + 1), 'in');
  return token.kind === 'word' && WORDS.includes(token.lower);
}

/** What stands after a property's name. */
export function parseComparison(cursor: Cursor): Comparison | undefined {
  if (take(cursor, '=') || take(cursor, '==')) return equals(cursor, 'is');
  if (take(cursor, '!=') || take(cursor, '<>')) return equals(cursor, 'is-not');
  const mark = peek(cursor);
  for (const [text, op] of Object.entries(ORDER)) {
    if (mark.kind === 'mark' && take(cursor, text)) return order(cursor, op);
  }
  if (take(cursor, 'is', 'not', 'set')) return { op: 'is-not-set' };
  if (take(cursor, 'is', 'set')) return { op: 'is-set' };
  if (take(cursor, 'is', 'not', 'in') || take(cursor, 'not', 'in')) return list(cursor, 'is-not');
  if (take(cursor, 'is', 'in') || take(cursor, 'in')) return list(cursor, 'is');
  if (take(cursor, 'is', 'not')) return equals(cursor, 'is-not');
  if (take(cursor, 'is')) return equals(cursor, 'is');
  if (take(cursor, 'contains')) return texts(cursor, 'contains');
  if (take(cursor, 'does', 'not', 'contain')) return texts(cursor, 'does-not-contain');
  if (take(cursor, 'starts', 'with')) return texts(cursor, 'starts-with');
  return expected(cursor, 'a comparison, such as `= "free"`, `> 3` or `is set`', [
    'is',
    'in',
    'contains',
    'does',
    'starts',
  ]);
}

function equals(cursor: Cursor, op: 'is' | 'is-not'): Comparison | undefined {
  const value = parseScalar(cursor);
  return value === undefined ? undefined : { op, values: [value] };
}

function list(cursor: Cursor, op: 'is' | 'is-not'): Comparison | undefined {
  const values = parseList(cursor, parseScalar);
  return values && { op, values };
}

function order(cursor: Cursor, op: (typeof ORDER)[keyof typeof ORDER]): Comparison | undefined {
  const token = peek(cursor);
  const value = parseScalar(cursor);
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean') return { op, value };
  return report(cursor, 'wrong-value', token, { expected: 'a number or text', found: spoken(token) });
}

function texts(cursor: Cursor, op: 'contains' | 'does-not-contain' | 'starts-with'): Comparison | undefined {
  if (take(cursor, 'any', 'of')) {
    const values = parseList(cursor, parseText);
    return values && { op, values };
  }
  const value = parseText(cursor);
  return value === undefined ? undefined : { op, values: [value] };
}

/** `(a, b, c)`: at least one. */
export function parseList<T>(cursor: Cursor, item: (cursor: Cursor) => T | undefined): T[] | undefined {
  const open = peek(cursor);
  if (!takeRequired(cursor, '(', 'a list in parentheses')) return undefined;
  const items: T[] = [];
  do {
    const value = item(cursor);
    if (value === undefined) return undefined;
    items.push(value);
  } while (take(cursor, ','));
  if (take(cursor, ')')) return items;
  if (peek(cursor).kind === 'end') return report(cursor, 'unclosed-parenthesis', open, {});
  return expected(cursor, '`,` or `)`');
}

function parseText(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  if (token.kind === 'string') {
    advance(cursor);
    return token.value;
  }
  if (token.kind === 'word' && !isReserved(token.text)) return unquoted(cursor, token);
  return report(cursor, 'wrong-value', token, { expected: 'text in double quotes', found: spoken(token) });
}

/** A value to compare with. A bare word is reported and then read as the text that it was meant to be. */
export function parseScalar(cursor: Cursor): Scalar | undefined {
  const token = peek(cursor);
  if (token.kind === 'string' || token.kind === 'number') {
    advance(cursor);
    return token.value;
  }
  if (ahead(cursor, 'true') || ahead(cursor, 'false')) return isToken(advance(cursor), 'true');
  if (token.kind === 'date') {
    report(cursor, 'date-as-value', token, { found: spoken(token) });
    return advance(cursor).text;
  }
  if (token.kind === 'word' && !isReserved(token.text)) return unquoted(cursor, token);
  const wanted = 'a value: text in double quotes, a number, true or false';
  return report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) });
}

function unquoted(cursor: Cursor, token: Token): string {
  report(cursor, 'value-needs-quotes', token, { found: spoken(token) });
  return advance(cursor).text;
}
