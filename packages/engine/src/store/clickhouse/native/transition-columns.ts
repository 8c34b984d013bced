import { instantColumn, integerColumn, keyColumn, PlainColumn, stringColumn } from './column.ts';
import { type NativeBlock, nativeBlock } from './native-block.ts';
import { WordColumn } from './word-column.ts';

/** A row of the table `transitions`, but for its project and the values of its clauses. */
export interface TransitionRow {
  readonly ordinal: number;
  readonly cohort: string;
  readonly version: number;
  readonly unit: string;
  /** Decimal uint64. */
  readonly subject: string;
  readonly direction: string;
  /** UTC ms, as `recorded`. */
  readonly at: number;
  readonly recorded: number;
  readonly cause: string;
  readonly isLate: boolean;
}

/** Rows of the table `transitions` by column: filled one by one, and then a block for EventStore.insertBlock. */
export class TransitionColumns {
  readonly #project = new WordColumn();
  readonly #cohort = new WordColumn();
  readonly #ordinal = integerColumn('UInt64');
  readonly #version = new PlainColumn<number>('UInt32', (into, value) => into.uint32(value));
  readonly #unit = new WordColumn();
  readonly #subject = keyColumn();
  readonly #direction = new WordColumn();
  readonly #at = instantColumn();
  readonly #recorded = instantColumn();
  readonly #cause = new WordColumn();
  readonly #isLate = new PlainColumn<boolean>('Bool', (into, value) => into.byte(value ? 1 : 0));
  readonly #values = stringColumn();
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** `values`: of its clauses, as JSON. */
  add(project: string, row: TransitionRow, values: string): void {
    this.#project.add(project);
    this.#cohort.add(row.cohort);
    this.#ordinal.add(row.ordinal);
    this.#version.add(row.version);
    this.#unit.add(row.unit);
    this.#subject.add(row.subject);
    this.#direction.add(row.direction);
    this.#at.add(row.at);
    this.#recorded.add(row.recorded);
    this.#cause.add(row.cause);
    this.#isLate.add(row.isLate);
    this.#values.add(values);
    this.#rows += 1;
  }

  block(): NativeBlock {
    const columns = [
      ['project', this.#project],
      ['cohort', this.#cohort],
      ['ordinal', this.#ordinal],
      ['version', this.#version],
      ['unit', this.#unit],
      ['subject', this.#subject],
      ['direction', this.#direction],
      ['at', this.#at],
      ['recorded', this.#recorded],
      ['cause', this.#cause],
      ['is_late', this.#isLate],
      ['clause_values', this.#values],
    ] as const;
    const size = columns.reduce((sum, [, column]) => sum + column.size, 0);
    return nativeBlock(columns, this.#rows, size);
  }
}
