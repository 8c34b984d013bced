import type { MembersContext } from '../../define/compile/members.ts';
import { sequenceFacts } from '../../store/clickhouse/sequence-facts.ts';
import type { EventStore } from '../../store/event-store.ts';
import { narrowestLayout } from './event-layout.ts';
import { periodDate } from './periods.ts';
import type { RetentionGroup } from './result.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import { returnsOf, selectorsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';
import { groupsByDateSql, groupsOfUnitsSql, listedValuesSql } from './to-sql.ts';

export interface RetentionCounts {
  readonly groups: readonly RetentionGroup[];
  /** The values of the breakdown that have a group, most units first, as labels.ts encodes them; and how many there are in all. */
  readonly listed: readonly string[];
  readonly values: number;
}

type GroupRow = {
  readonly label: string;
  readonly period?: number;
  readonly over: number;
  readonly units: number;
} & Readonly<Record<`columns_${number}` | `counts_${number}`, number[]>>;

/** Runs the retention in the store. */
export async function countRetention(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  surroundings: MembersContext,
  timeZone: string,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<RetentionCounts> {
  const { seqBound, whole } = await sequenceFacts(store, hasFilters(spec), { signal });
  const layout = narrowestLayout(spec, surroundings.asOf, seqBound);
  const context = { ...surroundings, sequenceColumns: whole };
  const query = { spec, cohorts, context, timeZone, layout };
  const found = spec.breakdown
    ? await store.query<{ value: string; found: number }>(listedValuesSql(query, spec.breakdown), { signal })
    : [];
  const listed = found.map(({ value }) => value);
  const rows = await store.query<GroupRow>(groupsByDateSql(query, listed), { signal });
  const recurs = spec.start.kind === 'event' && spec.start.which === 'recurring';
  const together = recurs ? await store.query<GroupRow>(groupsOfUnitsSql(query, listed), { signal }) : [];
  return {
    groups: [...rows, ...together].map((row) => groupOf(row, spec)),
    listed,
    values: found[0]?.found ?? 0,
  };
}

function hasFilters(spec: RetentionSpec): boolean {
  return selectorsOf(spec).some(({ filters }) => filters.length > 0);
}

function groupOf(row: GroupRow, spec: RetentionSpec): RetentionGroup {
  return {
    label: row.label,
    date: row.period === undefined ? null : periodDate(row.period, spec.intervals),
    over: row.over,
    units: row.units,
    returned: returnsOf(spec).map((_, place) => {
      const counts = row[`counts_${place}`] ?? [];
      return (row[`columns_${place}`] ?? []).map((column, i) => [column, counts[i] ?? 0] as const);
    }),
  };
}
