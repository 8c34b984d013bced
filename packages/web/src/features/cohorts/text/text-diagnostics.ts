import type { Diagnostic } from '@codemirror/lint';
import { lex } from '@cusp/engine/define/language/lex.ts';
import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import type { Problem } from '@cusp/engine/util/result.ts';

/** What is wrong with a text, at its characters: what its reader says, then names in it that nothing carries. */
export function textDiagnostics(text: string, warnings: readonly Problem[]): readonly Diagnostic[] {
  const read = parseCohort(text);
  if (!read.ok) {
    return read.problems.map(({ span, message }) => ({
      // A place between two characters is widened to one, or it would not be seen.
      from: Math.min(span.start, Math.max(0, text.length - 1)),
      to: Math.min(text.length, Math.max(span.end, span.start + 1)),
      severity: 'error',
      message,
    }));
  }
  const { tokens } = lex(text);
  return warnings.flatMap(({ message }) => {
    const name = /"([^"]+)"(?=$|:| has come in)/.exec(message)?.[1];
    return tokens
      .filter((token) =>
        token.kind === 'string' ? token.value === name : token.text === name || token.text === `user.${name}`,
      )
      .map(({ start, end }): Diagnostic => ({ from: start, to: end, severity: 'warning', message }));
  });
}
