import type {
  StickinessAnswer,
  StickinessGroup,
  StickinessInterval,
} from '../../analyse/stickiness/result.ts';
import { localTime } from '../../util/calendar.ts';
import { bar, count, instantText, percent, short } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { section, sections } from './sections.ts';

const BAR_WIDTH = 14;
/** Columns of "n or more" beside each interval. */
const THRESHOLDS = { day: [2, 4, 8, 12], week: [2, 3, 5, 7], month: [2, 4, 10, 20] } as const;

/** In how many days or hours they were active: in all, exactly and at least so many, and interval by interval. */
export function stickinessWords(answer: StickinessAnswer): string {
  const { groups, interval, unit, part, timeZone, asOf } = answer;
  const intervals = groups[0]?.intervals ?? [];
  const isOpen = intervals.some(({ isIncomplete }) => isIncomplete);
  return sections([
    wrapped(
      `${part === 'hour' ? 'In' : 'On'} how many ${part}s of a ${interval} the ${unit}s active in it were so, ${timeZone}, as of ${instantText(asOf)}.`,
    ),
    ...groups.map((group) => groupWords(group, answer)),
    wrapped(
      `sticky: the share of a ${interval}’s ${part}s that an active ${unit} was active ${part === 'hour' ? 'in' : 'on'}${interval === 'day' ? '' : `: the mean of daily active ${unit}s, by ${interval}ly active ones`}${isOpen ? '; …: not over yet, and only in the table over time' : ''}`,
    ),
  ]);
}

function groupWords({ segment, overall, intervals }: StickinessGroup, answer: StickinessAnswer): string {
  const { interval, part } = answer;
  const name = segment === null ? '' : `${segment}: `;
  const whole =
    overall.active === 0
      ? wrapped(`${name}nobody was active in a whole ${interval}.`)
      : sections([
          wrapped(
            `${name}${several(overall.intervals, `whole ${interval}`)}, ${short(overall.active / overall.intervals)} active in each, ${part === 'hour' ? 'in' : 'on'} ${several(overall.averageParts ?? 0, part)} of it on average: sticky ${percent(overall.stickiness)}`,
          ),
          shareTable(answer, overall.exactly, overall.atLeast),
        ]);
  return sections([whole, section('Over time', timeTable(answer, intervals))]);
}

function several(n: number, what: string): string {
  return `${short(n)} ${what}${n === 1 ? '' : 's'}`;
}

function shareTable(
  { part }: StickinessAnswer,
  exactly: readonly (number | null)[],
  atLeast: readonly (number | null)[],
): string {
  const last = atLeast.findLastIndex((share) => (share ?? 0) > 0);
  const rows = exactly.slice(0, last + 1).map((share, n) => ({ n: n + 1, share, more: atLeast[n] ?? null }));
  return table(rows, [
    { title: `${part}s`, cell: ({ n }) => String(n), right: true },
    { title: 'exactly', cell: ({ share }) => bar(share ?? 0, BAR_WIDTH) },
    { title: '', cell: ({ share }) => percent(share), right: true },
    { title: 'or more', cell: ({ more }) => bar(more ?? 0, BAR_WIDTH) },
    { title: '', cell: ({ more }) => percent(more), right: true },
  ]);
}

function timeTable(
  { interval, part, timeZone }: StickinessAnswer,
  intervals: readonly StickinessInterval[],
): string {
  const date = ({ from, isIncomplete }: StickinessInterval): string =>
    `${new Date(localTime(from, timeZone)).toISOString().slice(0, 10)}${isIncomplete ? ' …' : ''}`;
  return table(intervals, [
    { title: interval, cell: date },
    { title: 'active', cell: ({ active }) => count(active), right: true },
    { title: `${part}s each`, cell: ({ averageParts }) => short(averageParts), right: true },
    { title: 'sticky', cell: ({ stickiness }) => percent(stickiness), right: true },
    ...THRESHOLDS[interval].map((n) => ({
      title: `${n}+`,
      cell: ({ atLeast, active }: StickinessInterval) =>
        percent(active === 0 ? null : (atLeast[n - 1] ?? 0) / active),
      right: true,
    })),
  ]);
}
