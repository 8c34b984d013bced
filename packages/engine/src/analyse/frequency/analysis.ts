import { plainSpan } from '../../define/language/window.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { Sql } from '../../store/sql/fragment.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { OTHER, valueLabel } from '../segmentation/value-label.ts';
import { barDefinition } from './bar-definition.ts';
import { barRanges, boundsOf, chosenEdges } from './edges.ts';
import type { FrequencyAnswer, FrequencyGroup } from './result.ts';
import { type FrequencySpec, frequencySpec } from './spec.ts';
import {
  distributionSql,
  type FrequencyScope,
  labelledUnitsSql,
  labelsRankedSql,
  unitsSql,
} from './to-sql.ts';

interface Row {
  readonly label: string;
  readonly units: number;
  readonly did: number;
  readonly events: number;
  readonly without_value: number;
  readonly mean: number;
  readonly quantiles: readonly number[];
  readonly lowest: number;
  readonly highest: number;
  readonly places: readonly number[];
  readonly units_at: readonly number[];
}

export const frequency = defineAnalysis<'frequency', FrequencySpec, FrequencyAnswer>({
  kind: 'frequency',
  summary: 'How often units did something: how many did it so many times, on so many days, or to such a sum',
  spec: frequencySpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const asOf = spec.asOf ?? now;
    const scope: FrequencyScope = {
      project: project.id,
      overlay,
      cohorts,
      asOf,
      cohort: spec.cohort === undefined ? undefined : chosenCohort(spec.cohort, spec.unit, cohorts),
      membersAsOf: spec.membersAsOf ?? asOf,
      timeZone: spec.timeZone ?? project.timeZone,
    };
    const ask = { spec, scope, store, signal };
    const edges = spec.edges ?? (await findEdges(ask));
    const [total] = await rowsOf(ask, unitsSql(spec, scope), edges, scope.cohort !== undefined);
    const { shown, labels } = await shownLabels(ask);
    const rows =
      shown.length === 0 ? [] : await rowsOf(ask, labelledUnitsSql(spec, scope, shown), edges, false);
    const byLabel = new Map(rows.map((row) => [row.label, row]));
    const { after, until } = plainSpan(spec.window, asOf);
    return {
      kind: 'frequency',
      unit: spec.unit,
      measure: spec.measure,
      timeZone: scope.timeZone,
      asOf,
      from: after < 0 ? null : after + 1,
      to: until + 1,
      edges,
      total: groupOf(ask, total, null, edges),
      groups: [...shown, OTHER].flatMap((label) => {
        const row = byLabel.get(label);
        return row ? [groupOf(ask, row, label, edges)] : [];
      }),
      others: Math.max(0, labels - spec.limit),
    };
  },
});

interface Ask {
  readonly spec: FrequencySpec;
  readonly scope: FrequencyScope;
  readonly store: EventStore;
  readonly signal: AbortSignal | undefined;
}

async function rowsOf(
  { spec, store, signal }: Ask,
  units: Sql,
  edges: readonly number[],
  hasZero: boolean,
): Promise<readonly Row[]> {
  const bounds = boundsOf(barRanges(edges, spec, hasZero));
  return store.query<Row>(distributionSql(units, spec, bounds), { signal });
}

/** Bars that nobody asked for begin where the numbers of the whole are. */
async function findEdges({ spec, scope, store, signal }: Ask): Promise<number[]> {
  const [row] = await store.query<Row>(distributionSql(unitsSql(spec, scope), spec, []), { signal });
  const [low = null, , , high = null] = row?.quantiles ?? [];
  return chosenEdges({ low, high }, spec.measure.kind !== 'sum', spec.bars);
}

async function shownLabels({
  spec,
  scope,
  store,
  signal,
}: Ask): Promise<{ shown: readonly string[]; labels: number }> {
  if (spec.breakdown === undefined) return { shown: [], labels: 0 };
  const rows = await store.query<{ label: string; labels: number }>(labelsRankedSql(spec, scope), { signal });
  return { shown: rows.map(({ label }) => label), labels: rows[0]?.labels ?? 0 };
}

/** `row` is undefined of nobody. */
function groupOf(
  { spec, scope }: Ask,
  row: Row | undefined,
  label: string | null,
  edges: readonly number[],
): FrequencyGroup {
  const of = label === null ? null : valueLabel(label);
  const unitsAt = new Map(row?.places.map((place, i) => [place, row.units_at[i] ?? 0]));
  const units = row?.units ?? 0;
  return {
    label: of,
    units,
    did: row?.did ?? 0,
    events: row?.events ?? 0,
    withoutValue: row?.without_value ?? 0,
    mean: row?.mean ?? null,
    median: row?.quantiles[1] ?? null,
    p90: row?.quantiles[2] ?? null,
    min: row?.lowest ?? null,
    max: row?.highest ?? null,
    bars: barRanges(edges, spec, label === null && scope.cohort !== undefined).map((range, place) => ({
      range,
      units: proportion(unitsAt.get(place) ?? 0, units),
      ...barDefinition(spec, scope, range, of),
    })),
  };
}
