import type { IncomingEvent } from '../../model/event.ts';

/** A row that the mapping told us to leave out. */
export interface SkippedRow {
  readonly outcome: 'skipped';
  readonly reason: string;
}

/** A row that cannot become an event, and what to do about it. */
export interface RefusedRow {
  readonly outcome: 'refused';
  /** The column or field at fault, '' for the whole row. */
  readonly field: string;
  readonly code: string;
  /** A sentence whose subject is the field. */
  readonly message: string;
  /** What was seen, cut short. */
  readonly seen: string;
}

export type RowOutcome = IncomingEvent | SkippedRow | RefusedRow;

/** Turns rows of one file into events. Made once for a file; not pure: it notes which columns it met. */
export interface RowMapper {
  /** `rowId` makes an id that is the same on every reading of the row; it is called only when one is needed. */
  readonly map: (row: Readonly<Record<string, unknown>>, rowId: () => string) => RowOutcome;
  /** Columns that the mapping names, and whether a row had it so far. */
  readonly columns: () => readonly NamedColumn[];
}

export interface NamedColumn {
  readonly column: string;
  /** Where the mapping names it: `user`, `time`, `userProperties`, ... */
  readonly as: string;
  readonly met: boolean;
  /** Without it no row can become an event. */
  readonly needed: boolean;
}

export function isEvent(outcome: RowOutcome): outcome is IncomingEvent {
  return !('outcome' in outcome);
}
