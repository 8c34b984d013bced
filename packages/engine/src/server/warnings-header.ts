import type { Problem } from '../util/result.ts';

/** Tells the warnings of an answer whose body has no place for them. */
export const WARNINGS_HEADER = 'cusp-warnings';
/** Clients and proxies take headers of some 8 KB in all. */
const MOST_CHARACTERS = 4_000;

/** Warnings as a JSON list in ASCII, as headers must be. Those that would make it too long are counted in a last one. */
export function warningsHeader(warnings: readonly Problem[]): string {
  for (let shown = warnings.length; ; shown -= 1) {
    const text = asciiJson([...warnings.slice(0, shown), ...leftOut(warnings.length - shown)]);
    if (text.length <= MOST_CHARACTERS || shown === 0) return text;
  }
}

function leftOut(count: number): readonly Problem[] {
  if (count === 0) return [];
  return [{ code: 'more-warnings', message: `${count} more: ask for JSON to see all`, path: '' }];
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
