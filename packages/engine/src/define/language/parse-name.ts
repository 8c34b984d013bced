import { advance, type Cursor, expected, isToken, peek, report } from './cursor.ts';
import { isReserved } from './reserved-words.ts';
import { spoken, type Token } from './token.ts';

/** Can the token be a name: a bare word of no meaning in the language, or text in quotes? */
export function isName(token: Token): boolean {
  return token.kind === 'string' || (token.kind === 'word' && !isReserved(token.text));
}

/** The name of an event, property or cohort; `what` says which, as in `the name of an event`. */
export function parseName(cursor: Cursor, what: string): string | undefined {
  const token = peek(cursor);
  if (token.kind === 'end') cursor.wanted?.add(`<${what}>`);
  if (token.kind === 'string' || (token.kind === 'word' && !isReserved(token.text))) {
    const value = token.kind === 'string' ? token.value : token.text;
    advance(cursor);
    if (value !== '') return value;
    return report(cursor, 'wrong-value', token, { expected: what, found: 'empty quotes' });
  }
  if (token.kind === 'word') {
    return report(cursor, 'reserved-word', token, { expected: what, found: spoken(token) });
  }
  if (token.kind === 'number' || token.kind === 'ordinal' || token.kind === 'date') {
    return report(cursor, 'name-needs-quotes', token, { found: token.text });
  }
  return expected(cursor, what);
}

/** The property that a filter reads: `amount` of the event, or `user.plan` and `user."a name"` of the user. */
export function parseScopedProperty(
  cursor: Cursor,
): { readonly scope: 'event' | 'user'; readonly property: string } | undefined {
  const token = peek(cursor);
  if (token.kind === 'word' && token.lower === 'user' && isToken(peek(cursor, 1), '.')) {
    advance(cursor);
    advance(cursor);
    const property = parseName(cursor, 'the name of a property of the user');
    return property === undefined ? undefined : { scope: 'user', property };
  }
  const property = parseName(cursor, 'the name of a property');
  if (property === undefined) return undefined;
  return token.kind === 'word' && token.lower.startsWith('user.')
    ? { scope: 'user', property: property.slice('user.'.length) }
    : { scope: 'event', property };
}
