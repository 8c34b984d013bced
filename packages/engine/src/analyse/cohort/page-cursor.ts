import type { Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';

/** Where a page of units ends, and the instant that all pages are of. `unit` is a key in decimal. */
export interface PageCursor {
  readonly asOf: Instant;
  readonly unit: string;
}

export function cursorText({ asOf, unit }: PageCursor): string {
  return `${asOf}-${unit}`;
}

/** Reads what cursorText wrote. Throws a ProblemError (400) of anything else. */
export function readCursor(cursor: string): PageCursor {
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
