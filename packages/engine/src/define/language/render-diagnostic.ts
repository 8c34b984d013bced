import type { Problem } from '../../util/result.ts';
import type { Diagnostic } from './diagnostics.ts';
import { defused } from './visible.ts';

/** How many columns of a long line are shown around the mistake. */
const BEFORE = 60;
const SHOWN = 100;

/**
 * A diagnostic for a terminal: where, the line, carets under the characters, and what to do. Nothing in it can steer the
 * terminal, whatever the text holds. `source` names the text, e.g. a file.
 */
export function renderDiagnostic(text: string, diagnostic: Diagnostic, source = 'cohort'): string {
  const { span, line, column } = diagnostic;
  const lineStart = span.start - (column - 1);
  const newline = text.indexOf('\n', span.start);
  const lineEnd = newline === -1 ? text.length : newline;
  const fits = lineEnd - lineStart <= SHOWN;
  const from = fits ? lineStart : Math.max(lineStart, span.start - BEFORE);
  const to = Math.min(lineEnd, Math.max(from + SHOWN, span.start + 1));
  const before = defused(text.slice(from, span.start));
  const marked = defused(text.slice(span.start, Math.min(span.end, to)));
  const after = defused(text.slice(Math.min(span.end, to), to).trimEnd());
  const [head, tail] = [from > lineStart ? '…' : '', to < lineEnd ? '…' : ''];

  const gutter = ' '.repeat(String(line).length);
  const indent = (head + before).replace(/[^\t]/gu, (character) => ' '.repeat(columnsOf(character)));
  const carets = '^'.repeat(
    Math.max(
      1,
      [...marked].reduce((sum, character) => sum + columnsOf(character), 0),
    ),
  );
  return [
    `${source}:${line}:${column}: ${diagnostic.code}`,
    `${gutter} |`,
    `${line} | ${head}${before}${marked}${after}${tail}`.trimEnd(),
    `${gutter} | ${indent}${carets}`,
    diagnostic.message,
  ].join('\n');
}

/** A problem of a definition, whichever form it was read in: a mistake in a text is pointed at, one in JSON told by its path. */
export function renderProblem(text: string, problem: Problem | Diagnostic, source?: string): string {
  if ('span' in problem) return renderDiagnostic(text, problem, source);
  const { path, message } = problem;
  return defused([source ?? 'cohort', ...(path === '' ? [] : [path]), message].join(': '));
}

/** The columns that a terminal gives to a character: none to a combining mark, two to East Asian wide ones and emoji. */
function columnsOf(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  )
    ? 2
    : 1;
}
