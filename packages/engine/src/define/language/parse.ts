import { failed, ok, type Result } from '../../util/result.ts';
import { type CohortDefinition, conditionDepth, MAX_DEPTH, MAX_TEXT } from './ast.ts';
import { advance, ahead, type Cursor, cursorAt, expected, peek, report, take, takeOne } from './cursor.ts';
import { type Diagnostic, diagnostic, MAX_DIAGNOSTICS } from './diagnostics.ts';
import { lex } from './lex.ts';
import { opensCondition } from './parse-clause.ts';
import { parseCondition } from './parse-condition.ts';
import { spoken } from './token.ts';

/**
 * Reads the text of a cohort. Fails with what is wrong, in the order of the text, each with its characters: several mistakes
 * are found at once, at most MAX_DIAGNOSTICS are listed. Never throws, whatever the text. The grammar is in docs/cohort-language.md.
 */
export function parseCohort(text: string): Result<CohortDefinition, Diagnostic> {
  if (text.length > MAX_TEXT) {
    const span = { start: MAX_TEXT, end: text.length };
    return failed(diagnostic(text, 'text-too-long', span, { length: text.length, max: MAX_TEXT }));
  }
  const { tokens, diagnostics } = lex(text);
  const cursor = cursorAt(text, tokens, diagnostics);
  const definition = parseDefinition(cursor);
  if (definition === undefined || diagnostics.length > 0) return failed(...listed(text, diagnostics));
  return ok(definition);
}

/** All of a text: a definition, or mistakes that are reported. */
export function parseDefinition(cursor: Cursor): CohortDefinition | undefined {
  const unit = parseHead(cursor);
  const where = parseCondition(cursor);
  while (peek(cursor).kind !== 'end') {
    if (ahead(cursor, ')')) {
      report(cursor, 'unopened-parenthesis', peek(cursor), {});
      advance(cursor);
    } else if (takeOne(cursor, 'and', 'or')) {
      parseCondition(cursor);
    } else {
      report(cursor, 'missing-connective', peek(cursor), { found: spoken(peek(cursor)) });
      while (peek(cursor).kind !== 'end' && !(ahead(cursor, 'and') || ahead(cursor, 'or'))) advance(cursor);
    }
  }
  if (unit === undefined || where === undefined) return undefined;
  if (conditionDepth(where) > MAX_DEPTH) {
    const span = { start: 0, end: cursor.text.trimEnd().length };
    return report(cursor, 'too-deep', span, { max: MAX_DEPTH });
  }
  return { unit, where };
}

/** `users who` or `accounts who`. Without a head, reading goes on with the first condition. */
function parseHead(cursor: Cursor): CohortDefinition['unit'] | undefined {
  const unit = take(cursor, 'users') ? 'user' : take(cursor, 'accounts') ? 'account' : undefined;
  if (unit === undefined) {
    const token = peek(cursor);
    report(cursor, 'missing-head', token, { found: spoken(token) });
    while (peek(cursor).kind !== 'end' && !opensCondition(peek(cursor))) advance(cursor);
    return undefined;
  }
  if (!takeOne(cursor, 'who', 'that')) expected(cursor, '`who`', ['who']);
  if (!opensCondition(peek(cursor)) && opensCondition(peek(cursor, 1))) advance(cursor);
  return unit;
}

/** In the order of the text; when there are more than fit, the last says so. */
function listed(text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const next = sorted[MAX_DIAGNOSTICS];
  if (next === undefined) return sorted;
  const more = diagnostic(text, 'too-many-problems', next.span, { max: MAX_DIAGNOSTICS });
  return [...sorted.slice(0, MAX_DIAGNOSTICS), more];
}
