import type { Fate } from '../event-sink.ts';
import type { FileFormat } from './mapping.ts';
import type { RefusedRow } from './row-outcome.ts';

const EXAMPLES = 3;

/** Rows that only the store found to be impossible; the reason of each is among the project's rejected events. */
const LATE_REFUSAL = { field: '', code: 'refused-by-store', rows: 0, examples: [] };

/** A refused row with the place where it stands. */
export interface RefusedAt extends Omit<RefusedRow, 'outcome'> {
  readonly file: string;
  /** `line 12`, `row 7`. */
  readonly where: string;
}

/** Rows refused for the same reason. */
export interface RefusedGroup {
  readonly field: string;
  readonly code: string;
  readonly rows: number;
  /** The first few. */
  readonly examples: readonly RefusedAt[];
}

export interface FileReport {
  readonly path: string;
  readonly format: FileFormat | undefined;
  /** Rows read in this run. */
  readonly rows: number;
  /** Rows passed over because an earlier run had finished them. */
  readonly resumed: number;
  /** Why the file could not be read to its end, one sentence each. Empty: it was. */
  readonly troubles: readonly string[];
}

/** What became of every row: rows = stored + duplicates + skipped + refused (blank lines are no rows). */
export interface ImportReport {
  readonly files: readonly FileReport[];
  readonly rows: number;
  readonly stored: number;
  /** Stored before, by this or an earlier run. */
  readonly duplicates: number;
  readonly skipped: readonly { readonly reason: string; readonly rows: number }[];
  readonly refused: readonly RefusedGroup[];
  /** Rows that an earlier run had finished. */
  readonly resumed: number;
  /** What looks like a mistake but stopped nothing. */
  readonly warnings: readonly string[];
  /** Times of the first and the last event, undefined when there was none. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/** Counts what becomes of rows while an import runs. */
export class ReportBuilder {
  readonly #files: FileReport[] = [];
  readonly #skipped = new Map<string, number>();
  readonly #refused = new Map<string, { field: string; code: string; rows: number; examples: RefusedAt[] }>();
  readonly #warnings: string[] = [];
  #rows = 0;
  #stored = 0;
  #duplicates = 0;
  #from = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;

  get rows(): number {
    return this.#rows;
  }

  /** What became of rows so far. */
  get counts(): Pick<ImportReport, 'rows' | 'stored' | 'duplicates'> & { skipped: number; refused: number } {
    let skipped = 0;
    for (const rows of this.#skipped.values()) skipped += rows;
    let refused = 0;
    for (const { rows } of this.#refused.values()) refused += rows;
    return { rows: this.#rows, stored: this.#stored, duplicates: this.#duplicates, skipped, refused };
  }

  row(): void {
    this.#rows += 1;
  }

  event(time: number): void {
    if (time < this.#from) this.#from = time;
    if (time > this.#until) this.#until = time;
  }

  skipped(reason: string): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }

  refused(row: RefusedAt): void {
    const key = `${row.field}\u0000${row.code}`;
    let group = this.#refused.get(key);
    if (group === undefined) {
      group = { field: row.field, code: row.code, rows: 0, examples: [] };
      this.#refused.set(key, group);
    }
    group.rows += 1;
    if (group.examples.length < EXAMPLES) group.examples.push(row);
  }

  fates(fates: readonly Fate[]): void {
    for (const fate of fates) {
      if (fate === 'stored') this.#stored += 1;
      else if (fate === 'duplicate') this.#duplicates += 1;
      else this.#refused.set(LATE_REFUSAL.code, { ...LATE_REFUSAL, rows: this.#lateRefusals() + 1 });
    }
  }

  #lateRefusals(): number {
    return this.#refused.get(LATE_REFUSAL.code)?.rows ?? 0;
  }

  file(report: FileReport): void {
    this.#files.push(report);
  }

  warning(text: string): void {
    if (!this.#warnings.includes(text)) this.#warnings.push(text);
  }

  build(): ImportReport {
    const byRows = (a: { rows: number }, b: { rows: number }): number => b.rows - a.rows;
    return {
      files: this.#files,
      rows: this.#rows,
      stored: this.#stored,
      duplicates: this.#duplicates,
      skipped: [...this.#skipped].map(([reason, rows]) => ({ reason, rows })).sort(byRows),
      refused: [...this.#refused.values()].sort(byRows),
      resumed: this.#files.reduce((sum, file) => sum + file.resumed, 0),
      warnings: this.#warnings,
      from: Number.isFinite(this.#from) ? this.#from : undefined,
      until: Number.isFinite(this.#until) ? this.#until : undefined,
    };
  }
}
