import { calendarSpans } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { chosenSegments } from '../scope/segments.ts';
import { retentionAnswer } from './answer.ts';
import { columnsOf } from './columns.ts';
import { countRetention } from './count-groups.ts';
import type { RetentionAnswer } from './result.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import { returnsOf } from './returns.ts';
import { MAX_START_DATES, type RetentionSpec, retentionSpec } from './spec.ts';

/** How many cells an answer may hold, of all curves and dates. */
export const MAX_CELLS = 400_000;

export const retention = defineAnalysis<'retention', RetentionSpec, RetentionAnswer>({
  kind: 'retention',
  summary:
    'How many of those who started come back, by interval after their start; and groups of them side by side.',
  spec: retentionSpec,
  range: ({ start }, asOf) =>
    start.kind === 'instant'
      ? { from: start.at, to: asOf }
      : { from: start.from, to: Math.min(start.to, asOf) },
  async run(spec, { store, project, overlay, cohorts: lookup, now, signal }) {
    checkRetentionSize(spec);
    const asOf = spec.asOf ?? now;
    const cohorts = chosenCohorts(spec, lookup, asOf);
    const context = { project: project.id, overlay, asOf, cohorts: lookup };
    const counts = await countRetention(spec, cohorts, context, project.timeZone, store, signal);
    return retentionAnswer(spec, cohorts, counts, asOf, project.timeZone);
  },
});

/** Looks the spec's cohorts up. Throws a ProblemError as chosenCohort does. */
export function chosenCohorts(
  spec: RetentionSpec,
  lookup: AnalysisContext['cohorts'],
  asOf: number,
): RetentionCohorts {
  const chosen = (choice: Parameters<typeof chosenCohort>[0] | undefined, path: string) =>
    choice === undefined ? undefined : chosenCohort(choice, spec.unit, lookup, path);
  return {
    only: chosen(spec.cohort, 'cohort'),
    segments: spec.segments && chosenSegments(spec.segments, spec.unit, lookup),
    membersAsOf: spec.membersAsOf ?? asOf,
    compare: spec.compare && {
      members: chosenCohort(spec.compare.cohort, spec.unit, lookup, 'compare.cohort'),
      baseline: chosen(spec.compare.baseline, 'compare.baseline'),
      asOf: spec.compare.asOf ?? asOf,
    },
  };
}

/** Throws a ProblemError (422) when the answer would be too large. */
export function checkRetentionSize(spec: RetentionSpec): void {
  const { start, intervals } = spec;
  const dates = start.kind === 'instant' ? 1 : calendarSpans(start.from, start.to, intervals.unit);
  if (dates > MAX_START_DATES) {
    const message = `the range holds ${dates} ${intervals.unit}s and at most ${MAX_START_DATES} fit: narrow it, or ask by week or month`;
    throw problemError(422, 'range-too-long', message, 'start.from');
  }
  const groups = spec.segments ? spec.segments.length : spec.breakdown ? spec.breakdown.limit + 2 : 0;
  const cells = (1 + groups) * returnsOf(spec).length * dates * columnsOf(intervals).length;
  if (cells <= MAX_CELLS) return;
  const message = `so many curves, dates and intervals make ${cells} numbers and at most ${MAX_CELLS} fit: ask for fewer values or intervals, or by week or month`;
  throw problemError(422, 'answer-too-large', message, spec.breakdown ? 'breakdown.limit' : 'intervals');
}
