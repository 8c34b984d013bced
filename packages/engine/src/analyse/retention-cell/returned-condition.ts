import type { Condition } from '../../define/language/ast.ts';
import type { Window } from '../../define/language/window.ts';
import type { Instant } from '../../model/time.ts';
import { columnsOf, type RetentionColumn } from '../retention/columns.ts';
import { returnsOf } from '../retention/returns.ts';
import { LanguageLacks } from '../scope/language-lacks.ts';
import type { RetentionCellSpec } from './spec.ts';
import type { StartRow } from './start-condition.ts';

/** Came back in a column, as the retention counts, of those who started in a row. Throws LanguageLacks where it cannot be said. */
export function returnedIn(cell: RetentionCellSpec, row: StartRow, column: number): Condition {
  const { retention: spec } = cell;
  const columns = columnsOf(spec.intervals);
  const own = columns[column];
  if (own === undefined) throw new LanguageLacks('there is no such column');
  if (spec.count === 'on') return cameIn(cell, row, own.from, row.boundary(own.to));
  if (spec.count === 'on-or-after') return cameIn(cell, row, own.from, undefined);
  const needed = columns.slice(0, column + 1).filter(({ from }) => from > 0);
  const parts = needed.map(({ from, to }: RetentionColumn) => cameIn(cell, row, from, row.boundary(to)));
  const [only] = parts;
  // The start itself stands for a column that begins with interval 0.
  if (only === undefined) return row.condition;
  return parts.length === 1 ? only : { kind: 'all', conditions: parts };
}

/** Came back from the beginning of an interval on, up to `until` (not included) where that is given. */
function cameIn(
  { retention: spec, return: place }: RetentionCellSpec,
  row: StartRow,
  interval: number,
  until: Instant | undefined,
): Condition {
  const event = returnsOf(spec)[place] ?? spec.return;
  const window = (from: Instant): Window =>
    until === undefined ? { kind: 'since', from } : { kind: 'between', from, to: until };
  if (interval > 0)
    return { kind: 'event-count', event, op: 'at-least', count: 1, window: window(row.boundary(interval)) };
  switch (spec.start.kind) {
    case 'event':
      // Any starting event from the first one on will do: what follows it follows the first.
      return { kind: 'sequence', steps: [spec.start.event, event], window: window(row.from) };
    case 'instant':
      return { kind: 'event-count', event, op: 'at-least', count: 1, window: window(row.from + 1) };
    case 'first-seen':
      throw new LanguageLacks(
        'no condition begins right after somebody was first seen: choose a later interval',
      );
  }
}
