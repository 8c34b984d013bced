import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { localTime } from '../../util/calendar.ts';
import { median, quantile } from '../../util/statistics/quantile.ts';
import type { UsageIntervalCounts } from './result.ts';
import type { UsageIntervalSpec } from './spec.ts';

/** The meaning of a usage interval over the histories of those who take part. */
export function usageIntervalReference(
  spec: UsageIntervalSpec,
  histories: Iterable<History>,
  asOf: Instant,
  timeZone: string,
): UsageIntervalCounts {
  let units = 0;
  let once = 0;
  const medians: number[] = [];
  for (const history of histories) {
    const times = history.events
      .filter((event) => selects(event, spec.event))
      .map(({ time }) => time)
      .filter((time) => time >= spec.from && time < spec.to && time <= asOf);
    if (times.length === 0) continue;
    units += 1;
    const days = [...new Set(times.map((time) => Math.floor(localTime(time, timeZone) / DAY_MS)))];
    const uses = spec.gaps === 'days' ? days.sort((a, b) => a - b) : times.map((time) => time / DAY_MS);
    const typical = median(uses.slice(1).map((use, i) => use - (uses[i] ?? use)));
    if (days.length < 2 || typical === null) once += 1;
    else medians.push(typical);
  }
  const byDays = new Map<number, number>();
  for (const typical of medians) {
    const days = Math.min(Math.max(1, Math.ceil(typical)), spec.days + 1);
    byDays.set(days, (byDays.get(days) ?? 0) + 1);
  }
  return {
    units,
    once,
    byDays: [...byDays].sort(([a], [b]) => a - b),
    quartiles: [0.25, 0.5, 0.75].map((q) => quantile(medians, q)),
  };
}
