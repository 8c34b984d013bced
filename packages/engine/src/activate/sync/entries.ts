import { createHash } from 'node:crypto';
import { TransitionNames, type ValueSeen } from '../../analyse/membership/named-transitions.ts';
import type { Cohort } from '../../define/cohorts/cohort-records.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Entry } from '../destinations/operation.ts';

/** The newest entries into a cohort of these subjects, by subject; without those of whom none is recorded. */
export type Entries = (subjects: readonly string[]) => Promise<ReadonlyMap<string, Entry>>;

export interface EntriesRequest {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly project: string;
  readonly cohort: Cohort;
  /** What makes the ids of entries of one sync other than those of another. */
  readonly sync: string;
}

const AT_ONCE = 5_000;
const LONGEST_REASON = 500;

/** Reads from the recorded transitions since when, and why, subjects are in. */
export function recordedEntries({ store, records, project, cohort, sync }: EntriesRequest): Entries {
  const names = new TransitionNames(store, records, project, cohort);
  return async (subjects) => {
    const found = new Map<string, Entry>();
    for (let from = 0; from < subjects.length; from += AT_ONCE) {
      const keys = param.keys(subjects.slice(from, from + AT_ONCE));
      const rows = await store.query<{ key: string; at: number; version: number; seen: string }>(
        sql`SELECT toString(subject) AS key, toFloat64(toUnixTimestamp64Milli(last.1)) AS at, last.2 AS version, last.3 AS seen
          FROM (SELECT subject, argMax((at, version, clause_values, direction), transitions.ordinal) AS last FROM transitions
            WHERE project = ${param.string(project)} AND cohort = ${param.string(cohort.id)} AND subject IN ${keys} GROUP BY subject)
          WHERE last.4 = 'entered'`,
        // Whoever was told of a transition has waited for it by what was read before.
        { mayLag: true },
      );
      const seen = await names.seen(
        rows.map(({ version, seen: values }) => ({
          version,
          values: JSON.parse(values) as (PropertyValue | null)[],
        })),
      );
      for (const [index, { key, at }] of rows.entries()) {
        const values = seen[index] ?? [];
        const clauses = [...new Set(told(values).map(({ clause }) => clause))];
        found.set(key, { at, reason: reasonWords(values), clauses, id: entryId(sync, key, at) });
      }
    }
    return found;
  };
}

/** Each clause that had seen something, with what it had seen. */
export function reasonWords(values: readonly ValueSeen[]): string {
  const words = told(values)
    .map(({ clause, value, orMore }) => `${clause}: ${valueWords(value)}${orMore ? ' or more' : ''}`)
    .join('; ');
  return words.length <= LONGEST_REASON ? words : `${words.slice(0, LONGEST_REASON - 1)}…`;
}

function told(values: readonly ValueSeen[]) {
  return values.flatMap(({ clause, value, orMore }) =>
    clause === null || value === null ? [] : [{ clause, value, orMore }],
  );
}

function valueWords(value: PropertyValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A UUID (RFC 9562, version 8) over what makes an entry: repeats of its event have the same. */
export function entryId(sync: string, subject: string, at: number): string {
  const hash = createHash('sha256').update(`${sync} ${subject} ${at}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
