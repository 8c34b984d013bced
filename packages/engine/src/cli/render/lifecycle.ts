import type { LifecycleAnswer, LifecycleInterval } from '../../analyse/lifecycle/result.ts';
import { localTime } from '../../util/calendar.ts';
import { bar, count, instantText, short } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { sections } from './sections.ts';

const BAR_WIDTH = 14;

/** Interval by interval: who was won and kept, and who went. */
export function lifecycleWords({ intervals, unit, interval, timeZone, asOf }: LifecycleAnswer): string {
  const most = Math.max(...intervals.map(active), 1);
  const date = ({ from, isIncomplete }: LifecycleInterval): string => {
    const local = new Date(localTime(from, timeZone)).toISOString();
    const text = interval === 'hour' ? local.slice(0, 16).replace('T', ' ') : local.slice(0, 10);
    return isIncomplete ? `${text} …` : text;
  };
  return sections([
    wrapped(`Active ${unit}s by ${interval}, ${timeZone}, as of ${instantText(asOf)}.`),
    table(intervals, [
      { title: interval, cell: date },
      { title: 'active', cell: (each) => count(active(each)), right: true },
      { title: '', cell: (each) => bar(active(each) / most, BAR_WIDTH) },
      { title: 'new', cell: (each) => count(each.new), right: true },
      { title: 'current', cell: (each) => count(each.current), right: true },
      { title: 'back', cell: (each) => count(each.resurrected), right: true },
      { title: 'dormant', cell: (each) => count(each.dormant), right: true },
      { title: 'pulse', cell: ({ pulse }) => (pulse === null ? '-' : short(pulse)), right: true },
    ]),
    wrapped(
      `back: active again after a pause; dormant: active the ${interval} before, and not in this; pulse: new and back for each dormant${intervals.some(({ isIncomplete }) => isIncomplete) ? '; …: not over yet' : ''}`,
    ),
  ]);
}

function active(each: LifecycleInterval): number {
  return each.new + each.current + each.resurrected;
}
