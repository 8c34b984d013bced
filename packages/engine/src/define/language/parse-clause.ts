import { parseEventCount } from '../clauses/event-count/parse.ts';
import { parseFirstSeen } from '../clauses/first-seen/parse.ts';
import { parseFunnel } from '../clauses/funnel/parse.ts';
import { parseInCohort } from '../clauses/in-cohort/parse.ts';
import { parsePropertyClause } from '../clauses/property/parse.ts';
import { parsePropertyEver } from '../clauses/property-ever/parse.ts';
import { parseSequence } from '../clauses/sequence/parse.ts';
import type { ClauseNode } from './ast.ts';
import { ahead, type Cursor, take } from './cursor.ts';
import { parseSelector } from './parse-selector.ts';
import type { Token } from './token.ts';

/** How a clause opens: the words, what reads the rest, and what the words already say. Longer openings come first. */
interface Opening {
  readonly words: readonly string[];
  readonly parse: (cursor: Cursor) => ClauseNode | undefined;
  readonly negated?: true;
  /** A property after `and` or `or` may go on without repeating the opening. */
  readonly carries?: true;
}

const OPENINGS: readonly Opening[] = [
  { words: ['did', 'not', 'do'], parse: parseDid, negated: true },
  { words: ['do', 'not', 'have'], parse: parsePropertyClause, negated: true },
  { words: ['does', 'not', 'have'], parse: parsePropertyClause, negated: true },
  { words: ['did'], parse: parseDid },
  { words: ['have'], parse: parsePropertyClause, carries: true },
  { words: ['has'], parse: parsePropertyClause, carries: true },
  { words: ['had'], parse: parsePropertyEver },
  { words: ['first'], parse: parseFirstSeen },
  { words: ['in', 'funnel'], parse: parseFunnel },
  { words: ['in'], parse: parseInCohort },
];

/** The keywords that a condition may open with, for suggestions. */
export const OPENING_WORDS: readonly string[] = [
  ...new Set([...OPENINGS.map(({ words }) => words[0] ?? ''), 'not']),
];

/** The opening that stands here, passed over. */
export function takeOpening(cursor: Cursor): Opening | undefined {
  return OPENINGS.find(({ words }) => take(cursor, ...words));
}

/** Does a condition start with this token? */
export function opensCondition(token: Token): boolean {
  if (token.kind === 'mark') return token.text === '(';
  return token.kind === 'word' && OPENING_WORDS.includes(token.lower);
}

function parseDid(cursor: Cursor): ClauseNode | undefined {
  const selector = parseSelector(cursor);
  if (selector === undefined) return undefined;
  return ahead(cursor, 'then') ? parseSequence(cursor, selector) : parseEventCount(cursor, selector);
}
