import type { FrequencyAnswer } from '@cusp/engine/analyse/frequency/result.ts';
import type { LifecycleAnswer, LifecycleInterval } from '@cusp/engine/analyse/lifecycle/result.ts';
import type { EventsAnswer } from '@cusp/engine/analyse/segmentation/result.ts';
import type { StickinessAnswer } from '@cusp/engine/analyse/stickiness/result.ts';
import { counted, countText, numberText, shareText } from '../../ui/format.ts';
import { proseName } from '../../ui/prose-name.ts';
import { lineName } from './line-name.ts';
import type { SeriesState } from './search.ts';

/** What events over time say: the whole of the first line, and its last whole interval against the one before. */
export function eventsAnswer(
  answer: EventsAnswer,
  series: readonly SeriesState[],
  interval: string | undefined,
): string {
  const { total, intervals } = answer;
  const whole = intervals.flatMap(({ isPartial, isIncomplete }, i) =>
    isPartial || isIncomplete ? [] : [total.values[i] ?? 0],
  );
  const [before, last] = whole.slice(-2);
  const change =
    before === undefined || last === undefined || before === 0
      ? ''
      : ` The last whole ${interval ?? 'interval'} had ${numberText(last)}, ${changeText(last / before - 1)} the one before.`;
  return `${proseName(lineName(total, series).replace(/^A: /, ''))}: ${numberText(total.overall)} over the range.${change}`;
}

export function frequencyAnswer({ total, unit }: FrequencyAnswer): string {
  if (total.units === 0) return 'Nobody did it in this time.';
  return `${counted(total.units, unit)} did it ${countText(total.events)} times: half of them ${numberText(total.median)} times or fewer, one in ten more than ${numberText(total.p90)} times.`;
}

export function stickinessAnswer({ groups: [first], part, interval, unit }: StickinessAnswer): string {
  if (first === undefined || first.overall.averageParts === null)
    return 'Nobody was active in a whole interval of this range.';
  return `A ${unit} who is active in a ${interval} is so on ${numberText(first.overall.averageParts)} ${part}s of it: ${shareText(first.overall.stickiness, 0)} of them.`;
}

export function lifecycleAnswer({ intervals, interval, unit }: LifecycleAnswer): string {
  const last = intervals.findLast(({ isIncomplete }) => !isIncomplete) ?? intervals.at(-1);
  if (last === undefined) return 'There is no interval in this range.';
  if (isNobody(last)) return `Nobody was active in the last whole ${interval}.`;
  return `In the last whole ${interval} ${counted(last.new + last.current + last.resurrected, unit)} were active: ${countText(last.new)} new, ${countText(
    last.current,
  )} current, ${countText(last.resurrected)} back again; ${countText(last.dormant)} did not come again.`;
}

/** Did nobody do anything in an interval, nor stay away who had before? */
export function isNobody({ new: fresh, current, resurrected, dormant }: LifecycleInterval): boolean {
  return fresh + current + resurrected + dormant === 0;
}

/** A change as a share, in words that go on with what it is measured against. */
function changeText(change: number): string {
  const share = shareText(Math.abs(change), 0);
  if (share === shareText(0, 0)) return 'about as many as';
  return `${change > 0 ? 'up' : 'down'} ${share} on`;
}
