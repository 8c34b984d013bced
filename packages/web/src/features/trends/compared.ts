import type { EventsAnswer, Line } from '@cusp/engine/analyse/segmentation/result.ts';

/** The same line in the answer for the time before; undefined when it did not occur there. */
export function lineBefore(line: Line, before: EventsAnswer | undefined): Line | undefined {
  return before && [...before.totals, ...before.series].find((each) => lineKey(each) === lineKey(line));
}

/** What tells a line from all others of its answer. */
export function lineKey(line: Line): string {
  return JSON.stringify([
    line.kind === 'formula' ? line.formula : line.series,
    line.kind,
    line.segment,
    line.labels,
  ]);
}

/** How much a number is more than the one before, of the one before; null where there is nothing to compare. */
export function changeOf(now: number | null | undefined, before: number | null | undefined): number | null {
  if (now === null || now === undefined || before === null || before === undefined || before === 0)
    return null;
  return now / before - 1;
}
