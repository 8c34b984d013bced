import { must } from '../../util/assert.ts';
import { closestWord } from '../../util/closest-word.ts';
import {
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticParameters,
  diagnostic,
  MAX_DIAGNOSTICS,
  type TextSpan,
} from './diagnostics.ts';
import { spoken, type Token } from './token.ts';

/**
 * Where reading stands. Every parse function takes a cursor, moves it over what it read and gives back the value, or has
 * reported a mistake and gives back undefined; `recover` then finds the next condition.
 */
export interface Cursor {
  readonly text: string;
  /** The last is of kind `end`; the cursor never passes it. */
  readonly tokens: readonly Token[];
  readonly diagnostics: Diagnostic[];
  at: number;
  /** How many parentheses and negations are open. */
  depth: number;
  /** How many clauses have been read. */
  clauses: number;
  /**
   * What the condition just read was: a bare `have`, which a property after `and` or `or` may carry on; an event with
   * filters, for telling what a filter after `or` was meant to be; or something else.
   */
  previous: 'have' | 'filters' | 'other';
  /**
   * What was looked for at the end of the text before that end became a mistake, when somebody wants to know: keywords and
   * marks as written, `<names>` of things.
   */
  wanted?: Set<string> | undefined;
  /** Reading stopped before the end, for a reason that is reported: what is missing now is no mistake. */
  abandoned: boolean;
}

/** A cursor at the start of a text. */
export function cursorAt(
  text: string,
  tokens: readonly Token[],
  diagnostics: Diagnostic[],
  wanted?: Set<string>,
): Cursor {
  return {
    text,
    tokens,
    diagnostics,
    at: 0,
    depth: 0,
    clauses: 0,
    previous: 'other',
    wanted,
    abandoned: false,
  };
}

export function peek(cursor: Cursor, ahead = 0): Token {
  const { tokens } = cursor;
  return must(tokens[Math.min(cursor.at + ahead, tokens.length - 1)], 'the end token');
}

/** Moves over the next token, which is not the end, and gives it back. */
export function advance(cursor: Cursor): Token {
  const token = peek(cursor);
  if (token.kind !== 'end') cursor.at += 1;
  return token;
}

/** Is this the keyword, or the mark, that is written so? */
export function isToken(token: Token, text: string): boolean {
  return token.kind === 'word' ? token.lower === text : token.kind === 'mark' && token.text === text;
}

/** Do the next tokens read so? */
export function ahead(cursor: Cursor, ...texts: readonly string[]): boolean {
  return texts.every((text, index) => {
    const token = peek(cursor, index);
    if (token.kind === 'end') cursor.wanted?.add(text);
    return isToken(token, text);
  });
}

/** Moves over the next tokens if all of them read so. */
export function take(cursor: Cursor, ...texts: readonly string[]): boolean {
  if (!ahead(cursor, ...texts)) return false;
  cursor.at += texts.length;
  return true;
}

/** Moves over one of the words (synonyms, or singular and plural) and says whether there was one. */
export function takeOne(cursor: Cursor, ...texts: readonly string[]): boolean {
  return texts.some((text) => take(cursor, text));
}

/** Reports a mistake, unless a mistake in the same characters is known: the first is the cause. Returns undefined. */
export function report<C extends DiagnosticCode>(
  cursor: Cursor,
  code: C,
  span: TextSpan,
  parameters: DiagnosticParameters[C],
): undefined {
  if (cursor.abandoned) return undefined;
  if (span.start === cursor.text.length) cursor.wanted = undefined;
  const known = cursor.diagnostics.some(
    (other) => other.span.start === span.start && other.span.end === span.end,
  );
  if (!known && cursor.diagnostics.length <= MAX_DIAGNOSTICS) {
    cursor.diagnostics.push(diagnostic(cursor.text, code, span, parameters));
  }
  return undefined;
}

/**
 * Reports that the next token is not what the grammar wants. `words` are the keywords that could stand here: one that is
 * near to what was typed is suggested.
 */
export function expected(cursor: Cursor, what: string, words: readonly string[] = []): undefined {
  const token = peek(cursor);
  const suggestion = token.kind === 'word' ? closestWord(token.text, words) : undefined;
  return report(cursor, 'expected', token, { expected: what, found: spoken(token), suggestion });
}

/** Moves over a keyword or mark that must be here; false: it is not, and that is reported. */
export function takeRequired(cursor: Cursor, text: string, what = `\`${text}\``): boolean {
  if (take(cursor, text)) return true;
  expected(cursor, what, [text]);
  return false;
}

/** From the start of one token to the end of the last token read. */
export function spanFrom(cursor: Cursor, start: Token): TextSpan {
  const last = cursor.tokens[cursor.at - 1];
  return { start: start.start, end: Math.max(last?.end ?? 0, start.end) };
}
