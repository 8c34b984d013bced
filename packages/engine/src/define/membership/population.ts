import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { type CalendarUnit, calendarStarts } from '../../util/calendar.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { CohortDefinition } from '../language/ast.ts';
import type { FoldProgress } from '../live/fold-units.ts';
import { replayAll } from '../live/replay-all.ts';

/** How large a cohort was at the end of a span, and who came and went in it. */
export interface PopulationPoint {
  /** The span's last instant plus one, or the instant asked about when that comes first. */
  readonly at: Instant;
  readonly size: number;
  readonly entered: number;
  readonly exited: number;
}

export interface PopulationRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly definition: CohortDefinition;
  /** The spans that overlap [from, to], the first of them whole. Nothing after `to` is looked at. */
  readonly from: Instant;
  readonly to: Instant;
  readonly every: CalendarUnit;
  readonly timeZone: string;
  readonly onProgress?: ((progress: FoldProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A cohort's size over time, as if it had always existed. A unit counts as entered or exited as often as it was; who came and went
 * in one span adds to both. Whoever asks limits the number of spans. Throws a ProblemError (422) when the definition names
 * cohorts that are not there, are of another unit, or form a ring.
 */
export async function readPopulation(request: PopulationRequest): Promise<PopulationPoint[]> {
  const { definition, from, to, every, timeZone } = request;
  const starts = calendarStarts(from, to, every, timeZone);
  const spans = starts.slice(0, -1).map(() => ({ entered: 0, exited: 0 }));
  const before = (starts[0] ?? from) - 1;
  let size = 0;
  await replayAll({
    ...request,
    unit: definition.unit,
    definitions: [definition],
    from: before,
    until: to,
    each: (_, [intervals = []]) => {
      for (const interval of intervals) {
        if (interval.from === before) size += 1;
        else count(interval.from, 'entered');
        if (interval.to !== undefined) count(interval.to, 'exited');
      }
    },
  });
  return spans.map(({ entered, exited }, i) => {
    size += entered - exited;
    return { at: Math.min(starts[i + 1] ?? to, to), size, entered, exited };
  });

  function count(at: Instant, what: 'entered' | 'exited'): void {
    const span = spans[spanOf(starts, at)];
    if (span) span[what] += 1;
  }
}

/** The span that an instant lies in: the last that starts at or before it. */
function spanOf(starts: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
