import { assertReferences } from '../../define/cohorts/references.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { type PopulationPoint, readPopulation } from '../../define/membership/population.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { calendarSpans, calendarStarts } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';

/** How long a span is. */
export type PopulationSpan = 'hour' | 'day' | 'week' | 'month';

export interface PopulationAsked {
  readonly every: PopulationSpan;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly timeZone?: string | undefined;
}

export interface PopulationAnswer {
  readonly every: PopulationSpan;
  readonly timeZone: string;
  /** Start of the first span. */
  readonly from: Instant;
  readonly to: Instant;
  readonly points: readonly PopulationPoint[];
}

const MAX_SPANS = 1_000;
const SPANS_BACK = 30;
const LENGTH_MS: Readonly<Record<PopulationSpan, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/** How large a definition was at the end of each span, the whole first one included. Throws a ProblemError (422) when there are too many. */
export async function populationAnswer(
  definition: CohortDefinition,
  asked: PopulationAsked,
  context: AnalysisContext,
): Promise<PopulationAnswer> {
  const { store, project, overlay, cohorts, now, signal } = context;
  assertReferences(definition, cohorts);
  const { every, timeZone = project.timeZone } = asked;
  const to = asked.to ?? now;
  if (to > now) throw problemError(422, 'future', 'what will be is not known yet: end now or before', 'to');
  const first = asked.from ?? Math.max(0, to - (SPANS_BACK - 1) * LENGTH_MS[every]);
  if (first >= to)
    throw problemError(
      422,
      'empty-range',
      'nothing lies between `from` and `to`: put the later one into `to`',
      'from',
    );
  const spans = calendarSpans(first, to, every);
  if (spans > MAX_SPANS) {
    throw problemError(
      422,
      'too-many-spans',
      `about ${spans} ${every}s lie between, and at most ${MAX_SPANS} fit in an answer: choose longer spans or a shorter time`,
      'every',
    );
  }
  const from = must(calendarStarts(first, first, every, timeZone)[0], 'a start');
  const points = await readPopulation({
    store,
    project: project.id,
    overlay,
    cohorts,
    definition,
    from,
    to,
    every,
    timeZone,
    signal,
  });
  return { every, timeZone, from, to, points };
}
