import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { LifecycleCounts } from './result.ts';
import type { LifecycleSpec } from './spec.ts';

/**
 * The meaning of a lifecycle over the histories of those who take part. `starts` are the beginnings of the interval before the first, of
 * every interval asked for, and of that after the last.
 */
export function lifecycleReference(
  spec: LifecycleSpec,
  histories: Iterable<History>,
  starts: readonly Instant[],
  asOf: Instant,
): LifecycleCounts[] {
  const counts = starts.slice(2).map(() => ({ new: 0, current: 0, resurrected: 0, dormant: 0 }));
  for (const history of histories) {
    const times = history.events
      .filter((event) => event.time <= asOf && selects(event, spec.event))
      .map(({ time }) => time);
    const between = (from = 0, to = 0): boolean => times.some((time) => time >= from && time < to);
    counts.forEach((count, i) => {
      const [before, from, to] = starts.slice(i, i + 3);
      const active = between(from, to);
      const wasActive = between(before, from);
      if (active && wasActive) count.current += 1;
      else if (active && between(0, from)) count.resurrected += 1;
      else if (active) count.new += 1;
      else if (wasActive) count.dormant += 1;
    });
  }
  return counts;
}
