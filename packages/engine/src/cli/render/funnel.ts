import type {
  FunnelAnswer,
  FunnelBreakdown,
  FunnelBreakdownRow,
  FunnelStep,
} from '../../analyse/funnel/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { bar, count, elapsed, instantText, percent } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { besideWords } from './funnel-beside.ts';
import { proportionWords } from './proportion-words.ts';
import { sections } from './sections.ts';

const BAR_WIDTH = 14;
const BREAKDOWN_BAR_WIDTH = 10;
/** Up to so many steps a breakdown shows each of them; past that the first and the last. */
const STEPS_SHOWN = 4;

/** What a funnel of each counts: a user's or account's held values, or sessions. */
const PARTS = 'parts';
const ORDERS = { this: '', any: 'in any order ', exact: 'with nothing between ' } as const;

/** The conversion of the whole funnel in a sentence, then a bar for each step, then the values of a breakdown. */
export function funnelWords(answer: FunnelAnswer): string {
  const { unit, steps, open } = answer;
  const last = steps.at(-1);
  const units = answer.count === 'units' ? `${unit}s` : answer.count === 'totals' ? 'attempts' : PARTS;
  const range = `from ${instantText(answer.from)} to ${instantText(answer.to)}`;
  const window = answer.conversionWindowMs;
  const within = `${ORDERS[answer.order]}within ${window === null ? 'one session' : elapsed(window)}`;
  const sentence =
    last === undefined || last.ofFirst.of === 0
      ? `Nobody began ${range}.`
      : `${count(last.count)} of ${count(last.ofFirst.of)} ${units} went all the way ${within}: ${percent(last.ofFirst.share)} (${percent(last.ofFirst.low)} to ${percent(last.ofFirst.high)}). They began ${range}.`;
  return sections([
    wrapped(sentence),
    stepLines(steps, units),
    open > 0
      ? wrapped(
          `${count(open)} of those not there yet are still within their ${window === null ? 'session' : elapsed(window)} as of ${instantText(answer.asOf)}: they may yet convert.`,
        )
      : '',
    answer.breakdown ? breakdownLines(answer.breakdown, steps, units) : '',
    ...besideWords(answer, units),
  ]);
}

/** Each step's words on a line, and its numbers on the one below. */
function stepLines(steps: readonly FunnelStep[], units: string): string {
  const margin = String(steps.length).length + 2;
  const [titles = '', ...rows] = table(
    steps,
    [
      { title: '', cell: (step) => bar(step.ofFirst.share ?? 0, BAR_WIDTH) },
      { title: units, cell: (step) => count(step.count), right: true },
      { title: 'of first', cell: (step) => percent(step.ofFirst.share), right: true },
      { title: '95% interval', cell: (step) => (step.ofPrevious ? intervalText(step) : '') },
      {
        title: 'of prior',
        cell: (step) => (step.ofPrevious ? percent(step.ofPrevious.share) : ''),
        right: true,
      },
      {
        title: 'median',
        cell: (step) => (step.ofPrevious ? elapsed(step.medianMsFromPrevious) : ''),
        right: true,
      },
    ],
    TERMINAL_WIDTH - margin,
  ).split('\n');
  const space = ' '.repeat(margin);
  return [
    space + titles,
    ...steps.flatMap((step, at) => [
      clipped(
        `${String(at + 1).padStart(margin - 2)}  ${step.optional ? '(may be left out) ' : ''}${defused(printSelector(step.event))}`,
        TERMINAL_WIDTH,
      ),
      (space + (rows[at] ?? '')).trimEnd(),
      ...(step.optional
        ? [
            `${space}went on: with it ${proportionWords(step.optional.withIt)}`,
            `${space}      without it ${proportionWords(step.optional.withoutIt)}`,
          ]
        : []),
    ]),
  ].join('\n');
}

function intervalText({ ofFirst: { low, high } }: FunnelStep): string {
  return low === null || high === null ? '-' : `${percent(low)} to ${percent(high)}`;
}

interface Row extends FunnelBreakdownRow {
  readonly label: string;
}

function breakdownLines(breakdown: FunnelBreakdown, steps: readonly FunnelStep[], units: string): string {
  const rows: Row[] = breakdown.rows.map((row) => ({ ...row, label: valueText(row.value) }));
  const { other } = breakdown;
  if (other) rows.push({ ...other, label: `(${count(other.values)} more values)` });
  if (breakdown.unreached) rows.push({ ...breakdown.unreached, label: `(not at step ${breakdown.step})` });
  // Steps that may be left out have no counts in the rows.
  const all = steps
    .flatMap(({ optional }, at) => (optional ? [] : [at + 1]))
    .map((step, at) => ({ step, at }));
  const shown = all.length <= STEPS_SHOWN ? all : [all[0], all.at(-1)].flatMap((each) => each ?? []);
  const of = breakdown.scope === 'event' ? breakdown.property : `${breakdown.scope}.${breakdown.property}`;
  const lines = table(rows, [
    { title: defused(of), cell: (row) => row.label, flexible: true },
    ...shown.map(({ step, at }) => ({
      title: `step ${step}`,
      cell: (row: Row) => count(row.counts[at] ?? 0),
      right: true,
    })),
    { title: 'all', cell: (row) => percent(row.converted.share), right: true },
    {
      title: '95% interval',
      cell: ({ converted: { low, high } }) => (low === null ? '-' : `${percent(low)} to ${percent(high)}`),
    },
    { title: '', cell: (row) => bar(row.converted.share ?? 0, BREAKDOWN_BAR_WIDTH) },
  ]);
  const where =
    breakdown.step === null
      ? ', every value they had'
      : breakdown.step === 1
        ? ' at the first step'
        : ` at step ${breakdown.step}`;
  return `${clipped(`${units} by ${defused(of)}${where}`, TERMINAL_WIDTH)}\n${lines}`;
}

function valueText(value: PropertyValue | null): string {
  if (value === null) return '(none)';
  return defused(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
