import { assert } from '../../util/assert.ts';
import {
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticParameters,
  diagnostic,
  MAX_DIAGNOSTICS,
} from './diagnostics.ts';
import { readOrdinal } from './ordinal.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import type { Token } from './token.ts';
import { unescaped } from './unescaped.ts';

const BLANK = /(?:[\s\ufeff]+|#[^\n]*|--[^\n]*)+/y;
const WORD = /[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z0-9_$]+)*/y;
/** What makes a word just read something that only quotes can hold: a letter of another script, or a hyphen inside. */
const WORD_REST = /(?:[\p{L}\p{N}\p{M}_$]|-(?=[\p{L}\p{N}_$])|\.(?=[\p{L}\p{N}_$]))+/uy;
const FOREIGN_WORD = /[\p{L}\p{N}\p{M}_](?:[\p{L}\p{N}\p{M}_$]|[-.](?=[\p{L}\p{N}_$]))*/uy;
const STRING = /"((?:[^"\\\n]+|\\[^\n])*)("?)/y;
/** No body holds its own opening mark, so that many opened in vain cost no more than one. */
const OTHER_QUOTES = /“([^“”"\n]*)[”"]|'([^'\n]*)'|‘([^‘’\n]*)’|«([^«»\n]*)»|„([^„“”\n]*)[“”]/y;
const DATE = /\d{4}-\d[A-Za-z0-9.:+-]*/y;
const NUMBER = /-?\d(?:[eE][+-]?\d|[A-Za-z0-9_$]|\.(?=[A-Za-z0-9_$])|:(?=\d))*/y;
const PERCENT = /[^\S\n]*%/y;
const MARK = /<=|>=|<>|!=|==|[(),.=<>]/y;
const STRAY = /[^\s\p{L}\p{N}"“'‘«„#(),.=<>!_$-]+|[\s\S]/uy;

/** A text's tokens, the last of kind `end`, and what was wrong with its characters (at most MAX_DIAGNOSTICS + 1). */
export function lex(text: string): { readonly tokens: readonly Token[]; readonly diagnostics: Diagnostic[] } {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const report = <C extends DiagnosticCode>(
    code: C,
    start: number,
    end: number,
    parameters: DiagnosticParameters[C],
  ): void => {
    if (diagnostics.length <= MAX_DIAGNOSTICS) {
      diagnostics.push(diagnostic(text, code, { start, end }, parameters));
    }
  };
  const place = (length: number): { text: string; start: number; end: number } => {
    const start = at;
    at += length;
    return { text: text.slice(start, at), start, end: at };
  };

  const word = (length: number): void => {
    const from = at;
    at += length;
    const rest = match(WORD_REST)?.[0].length ?? 0;
    at = from;
    const found = place(length + rest);
    if (rest > 0) report('name-needs-quotes', found.start, found.end, { found: found.text });
    tokens.push({ kind: 'word', ...found, lower: found.text.toLowerCase() });
  };

  const string = (found: RegExpExecArray): void => {
    const here = place(found[0].length);
    if (found[2] === '') report('unclosed-string', here.start, here.end, {});
    const value = unescaped(found[1] ?? '', (start, end) => {
      const from = here.start + 1;
      report('bad-escape', from + start, from + end, { found: text.slice(from + start, from + end) });
    });
    tokens.push({ kind: 'string', ...here, value });
  };

  const number = (length: number): void => {
    const start = at;
    const here = place(length);
    const ordinal = readOrdinal(here.text);
    if (ordinal !== undefined) {
      tokens.push({ kind: 'ordinal', ...here, value: ordinal });
      return;
    }
    const read = readNumber(here.text);
    if ('why' in read) report('bad-number', here.start, here.end, { found: here.text, why: read.why });
    const value = 'value' in read ? read.value : 0;
    const sign = match(PERCENT)?.[0].length ?? 0;
    if (sign === 0) return void tokens.push({ kind: 'number', ...here, value });
    at = start;
    tokens.push({ kind: 'percent', ...place(length + sign), value });
  };

  const date = (length: number): void => {
    const here = place(length);
    const read = readDate(here.text);
    if ('why' in read) report('bad-date', here.start, here.end, { found: here.text, why: read.why });
    tokens.push({ kind: 'date', ...here, value: 'value' in read ? read.value : 0 });
  };

  const foreign = (length: number): void => {
    const here = place(length);
    report('name-needs-quotes', here.start, here.end, { found: here.text });
    tokens.push({ kind: 'word', ...here, lower: here.text.toLowerCase() });
  };

  const otherQuotes = (found: RegExpExecArray): void => {
    const here = place(found[0].length);
    report('wrong-quotes', here.start, here.end, { found: here.text.slice(0, 1) });
    tokens.push({ kind: 'string', ...here, value: found.slice(1).find((body) => body !== undefined) ?? '' });
  };

  const stray = (length: number): void => {
    const here = place(length);
    report('unexpected-character', here.start, here.end, { found: here.text });
  };

  const readers: readonly (readonly [RegExp, (found: RegExpExecArray) => void])[] = [
    [BLANK, (found) => void place(found[0].length)],
    [WORD, (found) => word(found[0].length)],
    [MARK, (found) => void tokens.push({ kind: 'mark', ...place(found[0].length) })],
    [STRING, string],
    [DATE, (found) => date(found[0].length)],
    [NUMBER, (found) => number(found[0].length)],
    [OTHER_QUOTES, otherQuotes],
    [FOREIGN_WORD, (found) => foreign(found[0].length)],
    [STRAY, (found) => stray(found[0].length)],
  ];
  const readOne = (): boolean =>
    readers.some(([pattern, read]) => {
      const found = match(pattern);
      if (found) read(found);
      return found !== null;
    });
  while (at < text.length) assert(readOne(), 'every character is read');
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return { tokens, diagnostics };
}
