import type { FrequencyAnswer, FrequencyBar, FrequencyGroup } from '../../analyse/frequency/result.ts';
import { bar, count, instantText, percent, short } from '../output/format.ts';
import { clipped, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { labelWords } from './label-words.ts';
import { sections } from './sections.ts';

const BAR_WIDTH = 24;
/** How many bars fit into a line beside the numbers of a group; more are in --json. */
const MOST_BESIDE = 4;

/** How many did it how often: bars of the whole, then the values of a breakdown beside each other. */
export function frequencyWords(answer: FrequencyAnswer): string {
  const { total, groups, from, to } = answer;
  const range = `${from === null ? 'ever' : `from ${instantText(from)}`}, before ${instantText(to)}`;
  if (total.units === 0) return wrapped(`Nobody did it, ${range}.`);
  return sections([
    wrapped(headline(answer, range)),
    barTable(total.bars, answer),
    groups.length === 0 ? '' : groupTable(groups, answer),
    groups.length === 0
      ? ''
      : wrapped(
          `of those who did it with this value; who has several values is counted under each${total.bars.length > MOST_BESIDE ? '; --json has the bars of each' : ''}`,
        ),
    undefinable(total.bars),
  ]);
}

function headline({ total, unit, measure }: FrequencyAnswer, range: string): string {
  const { units, did, events, withoutValue } = total;
  const who =
    did === units ? `${count(units)} ${unit}s did it` : `${count(did)} of ${count(units)} ${unit}s did it`;
  const what = { times: 'Times each', 'active-days': 'Days each', sum: 'Sum each' }[measure.kind];
  const lacking =
    withoutValue === 0 ? '' : ` ${count(withoutValue)} of the events have no number and add nothing.`;
  return `${who}, ${count(events)} times, ${range}. ${what}: mean ${short(total.mean)}, median ${short(total.median)}, p90 ${short(total.p90)}, most ${short(total.max)}.${lacking}`;
}

function barTable(bars: readonly FrequencyBar[], { unit, measure }: FrequencyAnswer): string {
  return table(bars, [
    { title: measureWords(measure.kind), cell: ({ range }) => labelWords(range) },
    { title: `${unit}s`, cell: ({ units }) => count(units.count), right: true },
    { title: '', cell: ({ units }) => bar(units.share ?? 0, BAR_WIDTH) },
    { title: 'share', cell: ({ units }) => percent(units.share), right: true },
    {
      title: '95% interval',
      cell: ({ units: { low, high } }) => `${percent(low)} to ${percent(high)}`,
    },
  ]);
}

function measureWords(kind: FrequencyAnswer['measure']['kind']): string {
  return { times: 'times', 'active-days': 'days', sum: 'sum' }[kind];
}

/** The values beside each other: their numbers, and the first bars as shares. */
function groupTable(groups: readonly FrequencyGroup[], { unit, others, total }: FrequencyAnswer): string {
  const ranges = total.bars.map(({ range }) => range).filter(({ from, to }) => !(from === 0 && to === 1));
  const isWhole = ranges.length <= MOST_BESIDE;
  return table(groups, [
    { title: 'value', cell: ({ label }) => (label ? labelWords(label, others) : ''), flexible: true },
    { title: `${unit}s`, cell: ({ units }) => count(units), right: true },
    { title: 'mean', cell: ({ mean }) => short(mean), right: true },
    { title: 'median', cell: ({ median }) => short(median), right: true },
    { title: 'p90', cell: ({ p90 }) => short(p90), right: true },
    { title: 'most', cell: ({ max }) => short(max), right: true },
    ...(isWhole ? ranges : []).map((range, i) => ({
      title: clipped(shortRange(range.from, range.to), 7),
      cell: ({ bars }: FrequencyGroup) => percent(bars[i]?.units.share, 0),
      right: true,
    })),
  ]);
}

/** `1`, `2-4` in whole numbers, `5+`, `<5`. */
function shortRange(from: number | null, to: number | null): string {
  if (to === null) return `${from ?? 0}+`;
  if (from === null) return `<${to}`;
  return to === from + 1 ? String(from) : `${from}-<${to}`;
}

function undefinable(bars: readonly FrequencyBar[]): string {
  const [why] = bars.flatMap((each) => (each.why === undefined ? [] : [each.why]));
  return wrapped(
    why === undefined
      ? '--save-cohort NAME --bar N saves a bar; --json gives their definitions'
      : `no bar can be saved: ${why}`,
  );
}
