import type { MembersContext } from '../../define/compile/members.ts';
import type { EventStore } from '../../store/event-store.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { chosenSegments } from '../scope/segments.ts';
import { stickinessGroup } from './answer.ts';
import { mostParts, type PartedInterval, partedIntervals } from './intervals.ts';
import type { StickinessAnswer, StickinessCounts } from './result.ts';
import { PART_OF, type StickinessSpec, stickinessSpec } from './spec.ts';
import { stickinessSql } from './to-sql.ts';

export const stickiness = defineAnalysis<'stickiness', StickinessSpec, StickinessAnswer>({
  kind: 'stickiness',
  summary: 'On how many days of a week or month, or in how many hours of a day, those active in it were so',
  spec: stickinessSpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const asOf = spec.asOf ?? now;
    const timeZone = spec.timeZone ?? project.timeZone;
    const intervals = partedIntervals(spec, timeZone);
    const context = { project: project.id, overlay, asOf, cohorts };
    const counts = await countStickiness(spec, context, intervals, timeZone, store, signal);
    return {
      kind: 'stickiness',
      unit: spec.unit,
      interval: spec.interval,
      part: PART_OF[spec.interval],
      timeZone,
      asOf,
      groups: counts.map((each, i) =>
        stickinessGroup(spec.segments?.[i]?.name ?? null, each, intervals, asOf),
      ),
    };
  },
});

/** Runs the question in the store. */
export async function countStickiness(
  spec: StickinessSpec,
  context: MembersContext,
  intervals: readonly PartedInterval[],
  timeZone: string,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<StickinessCounts> {
  const { unit, cohort, segments } = spec;
  const scope = {
    cohort: cohort === undefined ? undefined : chosenCohort(cohort, unit, context.cohorts),
    segments: segments && chosenSegments(segments, unit, context.cohorts),
    membersAsOf: spec.membersAsOf ?? context.asOf,
  };
  const counts = (segments ?? [null]).map(() =>
    intervals.map(() => new Array<number>(mostParts(intervals)).fill(0)),
  );
  const places = new Map(intervals.map(({ from }, place) => [from, place]));
  const rows = await store.query<{ segment: number; start: number; parts: number; units: number }>(
    stickinessSql(spec, scope, context, intervals, timeZone),
    { signal },
  );
  for (const { segment, start, parts, units } of rows) {
    const row = counts[segment]?.[places.get(start) ?? -1];
    if (row !== undefined) row[parts - 1] = units;
  }
  return counts;
}
