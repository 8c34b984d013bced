import type { Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';

/** The cursor of the page after one that ended with `unit`, of an answer as of an instant. */
export function pageCursor(asOf: Instant, unit: string): string {
  return `${asOf}-${unit}`;
}

/** Reads what pageCursor wrote. Throws a ProblemError (400) for anything else. */
export function readPageCursor(cursor: string): { readonly asOf: Instant; readonly unit: string } {
  const [, asOf, unit] = /^(\d{1,13})-(\d{1,20})$/.exec(cursor) ?? [];
  if (asOf === undefined || unit === undefined || BigInt(unit) >= 2n ** 64n) {
    throw problemError(
      400,
      'bad-cursor',
      `"${cursor}" is not a cursor: pass on the \`next\` of the page before, as it came`,
      'cursor',
    );
  }
  return { asOf: Number(asOf), unit };
}
