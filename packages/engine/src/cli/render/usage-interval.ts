import type { UsageIntervalAnswer, UsageIntervalBar } from '../../analyse/usage-interval/result.ts';
import { bar, count, instantText, percent, short } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { sections } from './sections.ts';

const BAR_WIDTH = 16;

/** How long units leave between one use and the next: the usual interval, then how many have which, and the cumulative curve. */
export function usageIntervalWords(answer: UsageIntervalAnswer): string {
  const { unit, units, once, bars, quartiles } = answer;
  if (units === 0) return `Nobody did it, as of ${instantText(answer.asOf)}.`;
  if (units === once)
    return `${count(units)} ${unit}s did it, all on one day only: there is no interval yet.`;
  return sections([
    wrapped(headline(answer)),
    wrapped(
      `Median gaps: up to ${short(quartiles.lower)} days for a quarter of the ${unit}s, ${short(quartiles.median)} for half, ${short(quartiles.upper)} for three quarters. ${count(once)} of ${count(units)} ${unit}s did it on one day only, and are not counted.`,
    ),
    barTable(bars, units - once),
  ]);
}

function headline({ usageInterval, share, unit, asOf }: UsageIntervalAnswer): string {
  const most = percent(share, 0);
  return usageInterval === null
    ? `No usage interval within these days: fewer than ${most} of ${unit}s usually come again in them, as of ${instantText(asOf)}.`
    : `Usage interval: ${usageInterval} ${usageInterval === 1 ? 'day' : 'days'}. ${most} of ${unit}s usually come again within it, as of ${instantText(asOf)}.`;
}

function barTable(bars: readonly UsageIntervalBar[], of: number): string {
  return table(bars, [
    { title: 'days', cell: ({ days }) => (days === null ? 'more' : String(days)), right: true },
    { title: 'usual gap', cell: ({ units }) => bar(units / of, BAR_WIDTH) },
    { title: '', cell: ({ units }) => count(units), right: true },
    { title: 'within', cell: ({ within }) => bar(within.share ?? 0, BAR_WIDTH) },
    { title: '', cell: ({ within }) => percent(within.share), right: true },
    { title: '95% interval', cell: ({ within: { low, high } }) => `${percent(low)} to ${percent(high)}` },
  ]);
}
