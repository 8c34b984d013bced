import { MAX_TEXT } from './ast.ts';
import { cursorAt } from './cursor.ts';
import { lex } from './lex.ts';
import { parseDefinition } from './parse.ts';
import type { Token } from './token.ts';

/** What may be typed at a place of a text. `from` is where the word begins that is being typed there. */
export interface Completions {
  readonly from: number;
  /** Words of the language that may stand here, in alphabetical order. */
  readonly keywords: readonly string[];
  /** What may be named here, if anything: of `user-property` the part after `user.`. */
  readonly names: 'event' | 'property' | 'user-property' | 'cohort' | undefined;
}

/** Read, but not offered: other ways to say what is offered. */
const SYNONYMS: ReadonlySet<string> = new Set(['that', 'has', 'fewer', 'ever']);

/**
 * What may come next at `offset`, whatever stands after it: the words that the parser looks for where the text ends. Never
 * throws. `text` may be unfinished and wrong elsewhere.
 */
export function completionsAt(text: string, offset: number): Completions {
  const head = text.slice(0, Math.min(Math.max(0, offset), MAX_TEXT));
  const typed = wordAtEnd(head);
  const userProperty = /^user\./i.exec(typed);
  const from = head.length - typed.length;
  const before = head.slice(0, from);
  const wanted = new Set<string>();
  const { tokens, diagnostics } = lex(before);
  parseDefinition(cursorAt(before, tokens, diagnostics, wanted));
  const names = namesOf(wanted);
  if (userProperty && names === 'property') {
    return { from: from + userProperty[0].length, keywords: [], names: 'user-property' };
  }
  const keywords = typed.startsWith('"')
    ? []
    : [...wanted].filter((word) => /^[a-z]/.test(word) && !isSynonym(word, wanted)).toSorted();
  return { from, keywords, names };
}

function isSynonym(word: string, wanted: ReadonlySet<string>): boolean {
  // A singular, where its plural may stand too.
  if (wanted.has(`${word}s`)) return true;
  // Of a property, `does not contain` has no other form; as the start of a condition `do` says the same.
  return SYNONYMS.has(word) || (word === 'does' && wanted.has('do'));
}

function namesOf(wanted: ReadonlySet<string>): Completions['names'] {
  if (wanted.has('<the name of an event>')) return 'event';
  if (wanted.has('<the name of a property>')) return 'property';
  if (wanted.has('<the name of a property of the user>')) return 'user-property';
  return wanted.has('<the name of a cohort>') ? 'cohort' : undefined;
}

/** The word, or the text in quotes that are still open, that ends where the text does. */
function wordAtEnd(text: string): string {
  const { tokens } = lex(text);
  const last: Token | undefined = tokens[tokens.length - 2];
  if (last?.end !== text.length) return '';
  if (last.kind === 'word') return last.text;
  const open = last.kind === 'string' && (last.text.length === 1 || !/[^\\](?:\\\\)*"$/.test(last.text));
  return open ? last.text : '';
}
