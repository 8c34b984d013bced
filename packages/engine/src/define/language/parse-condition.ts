import { closestWord } from '../../util/closest-word.ts';
import { parsePropertyClause } from '../clauses/property/parse.ts';
import { type ClauseNode, type Condition, MAX_CLAUSES, MAX_DEPTH } from './ast.ts';
import { boundsProblem } from './clause-schemas.ts';
import { advance, ahead, type Cursor, expected, isToken, peek, report, spanFrom, take } from './cursor.ts';
import { OPENING_WORDS, opensCondition, takeOpening } from './parse-clause.ts';
import { startsComparison } from './parse-comparison.ts';
import { isName } from './parse-name.ts';
import { startsWindow } from './parse-window.ts';
import { isReserved } from './reserved-words.ts';
import { spoken, type Token } from './token.ts';

/** Conditions joined by `or`, whose parts are joined by `and`, which binds tighter. Parentheses are kept as they group. */
export function parseCondition(cursor: Cursor): Condition | undefined {
  cursor.previous = 'other';
  return joined(cursor, 'or', 'any', () => joined(cursor, 'and', 'all', () => parsePart(cursor)));
}

function joined(
  cursor: Cursor,
  connective: 'and' | 'or',
  kind: 'all' | 'any',
  part: () => Condition | undefined,
): Condition | undefined {
  const parts: (Condition | undefined)[] = [part()];
  while (takeConnective(cursor, connective)) parts.push(part());
  const conditions = parts.filter((condition) => condition !== undefined);
  // Something was wrong in a part: it is reported, and there is no condition.
  if (conditions.length < parts.length) return undefined;
  return conditions.length === 1 ? conditions[0] : { kind, conditions };
}

/** `and` or `or`, with or without the comma that people put before it. */
function takeConnective(cursor: Cursor, connective: 'and' | 'or'): boolean {
  return take(cursor, connective) || take(cursor, ',', connective);
}

/** One condition, and the certainty that what follows is a connective, `)` or the end: else reading skips to one. */
function parsePart(cursor: Cursor): Condition | undefined {
  const from = cursor.at;
  const condition = parseSingle(cursor);
  if (condition === undefined) {
    cursor.previous = 'other';
    recover(cursor, from);
  } else if (!endsCondition(cursor)) {
    const token = peek(cursor);
    if (startsWindow(cursor)) report(cursor, 'window-misplaced', token, {});
    else report(cursor, 'missing-connective', token, { found: spoken(token) });
    recover(cursor, from);
  }
  return condition;
}

function parseSingle(cursor: Cursor): Condition | undefined {
  const start = peek(cursor);
  if (take(cursor, '(')) return nested(cursor, start, () => parenthesised(cursor, start));
  if (ahead(cursor, 'not')) return negation(cursor, start);
  const carried = cursor.previous === 'have';
  const opening = takeOpening(cursor);
  if (opening) {
    if (isToken(peek(cursor), 'not')) {
      return report(cursor, 'do-missing', spanFrom(cursor, start), {});
    }
    const clause = bounded(cursor, start, opening.parse(cursor));
    cursor.previous = opening.carries ? 'have' : clause && hasFilters(clause) ? 'filters' : 'other';
    return clause && opening.negated ? { kind: 'not', condition: clause } : clause;
  }
  if (isName(start) && startsComparison(cursor, 1) && carried) {
    return bounded(cursor, start, parsePropertyClause(cursor));
  }
  return notACondition(cursor);
}

/** Reads what a parenthesis or a negation holds, unless that is too deep: then all the rest is left unread. */
function nested<T>(cursor: Cursor, start: Token, read: () => T | undefined): T | undefined {
  if (cursor.depth >= MAX_DEPTH) {
    report(cursor, 'too-deep', start, { max: MAX_DEPTH });
    return abandon(cursor);
  }
  cursor.depth += 1;
  const value = read();
  cursor.depth -= 1;
  cursor.previous = 'other';
  return value;
}

function abandon(cursor: Cursor): undefined {
  cursor.at = cursor.tokens.length - 1;
  cursor.abandoned = true;
}

function parenthesised(cursor: Cursor, open: Token): Condition | undefined {
  const condition = parseCondition(cursor);
  if (take(cursor, ')')) return condition;
  // Whatever stopped short of `)` inside has moved on to it or to the end.
  return report(cursor, 'unclosed-parenthesis', open, {});
}

function negation(cursor: Cursor, start: Token): Condition | undefined {
  advance(cursor);
  cursor.previous = 'other';
  return nested(cursor, start, () => {
    const condition = parseSingle(cursor);
    return condition && { kind: 'not', condition };
  });
}

function bounded(cursor: Cursor, start: Token, clause: ClauseNode | undefined): ClauseNode | undefined {
  if (clause === undefined) return undefined;
  cursor.clauses += 1;
  if (cursor.clauses > MAX_CLAUSES) {
    report(cursor, 'too-many-clauses', spanFrom(cursor, start), { max: MAX_CLAUSES });
    return abandon(cursor);
  }
  const beyond = boundsProblem(clause);
  return beyond === undefined
    ? clause
    : report(cursor, 'out-of-bounds', spanFrom(cursor, start), { what: beyond });
}

/** Reports what stands where a condition should. */
function notACondition(cursor: Cursor): undefined {
  const token = peek(cursor);
  const before = cursor.tokens[cursor.at - 1];
  const wanted = 'a condition, such as `did …`, `have …`, `in cohort …` or `first seen …`';
  if (token.kind === 'word' && isReserved(token.text) && startsComparison(cursor, 1)) {
    return report(cursor, 'reserved-word', token, { expected: wanted, found: spoken(token) });
  }
  if (isName(token) && startsComparison(cursor, 1)) {
    if (before && isToken(before, 'or') && cursor.previous === 'filters') {
      return report(cursor, 'or-in-where', token, { found: spoken(token) });
    }
    return report(cursor, 'bare-condition', token, { found: spoken(token) });
  }
  if (token.kind === 'string' || token.kind === 'number') {
    return report(cursor, 'value-alone', token, { found: spoken(token) });
  }
  const joins = before && (isToken(before, 'and') || isToken(before, 'or'));
  if (joins && isName(token) && closestWord(token.text, OPENING_WORDS) === undefined) {
    return report(cursor, 'bare-condition', token, { found: spoken(token) });
  }
  return expected(cursor, wanted, OPENING_WORDS);
}

function endsCondition(cursor: Cursor): boolean {
  const token = peek(cursor);
  return (
    token.kind === 'end' ||
    ahead(cursor, 'and') ||
    ahead(cursor, 'or') ||
    ahead(cursor, ')') ||
    ahead(cursor, ',', 'and') ||
    ahead(cursor, ',', 'or')
  );
}

function hasFilters(clause: ClauseNode): boolean {
  if ('event' in clause) return clause.event.filters.length > 0;
  if (clause.kind === 'funnel') {
    const excluded = clause.exclusions.map(({ event }) => event);
    return [...clause.steps, ...excluded].some((event) => event.filters.length > 0);
  }
  if (clause.kind === 'not-followed') {
    return [...clause.steps, clause.without].some((event) => event.filters.length > 0);
  }
  return clause.kind === 'sequence' && clause.steps.some((step) => step.filters.length > 0);
}

/**
 * Skips to where the next condition can be read: a connective before an opening word, the `)` of this group, or the end.
 * `from` is where the failed condition began: a parenthesis that it opened is closed before its group's.
 */
function recover(cursor: Cursor, from: number): void {
  let open = 0;
  for (const token of cursor.tokens.slice(from, cursor.at)) open = Math.max(0, open + step(token));
  for (;;) {
    const token = peek(cursor);
    if (token.kind === 'end' || (open === 0 && isToken(token, ')'))) return;
    const connects = isToken(token, 'and') || isToken(token, 'or');
    if (open === 0 && connects && opensCondition(peek(cursor, 1))) return;
    open += step(token);
    advance(cursor);
  }
}

function step(token: Token): -1 | 0 | 1 {
  return isToken(token, '(') ? 1 : isToken(token, ')') ? -1 : 0;
}
