import { seriesLetter } from '../../analyse/segmentation/formula.ts';
import type { EventsAnswer, Line, ValueLabel } from '../../analyse/segmentation/result.ts';
import { type EventsSpec, type Measure, seriesOfSpec } from '../../analyse/segmentation/spec.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { bar, count, instantText, short } from '../output/format.ts';
import { type Column, clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { intervalNotes, intervalStart } from './interval-words.ts';
import { labelWords } from './label-words.ts';
import { section, sections } from './sections.ts';
import { sparkline } from './sparkline.ts';

const BAR_WIDTH = 30;
const SHOWN_INTERVALS = 40;
const SHOWN_BESIDE = 15;
const MOST_COLUMNS = 5;

/** Measures of events over time: bars of one line, a table of several. */
export function eventsWords(answer: EventsAnswer, spec: EventsSpec): string {
  const { total, totals, series, intervals } = answer;
  const isOne = totals.length === 1;
  const without = totals.flatMap((line) => (line.kind === 'series' ? [line.withoutValue] : []));
  const lacking = without.reduce((sum, each) => sum + each, 0);
  return sections([
    isOne
      ? `${count(total.events)} events by ${count(total.units)}, as of ${instantText(answer.asOf)}; overall ${short(total.overall)}`
      : `As of ${instantText(answer.asOf)}`,
    isOne ? '' : legend(spec),
    lacking > 0
      ? `${count(lacking)} events have no ${spec.alsoSeries ? 'value' : noun(spec.measure)} there and are left out of the measure`
      : '',
    isOne ? '' : section('Over all', lineTable(totals, 0)),
    series.length > 0
      ? section(heading(spec), lineTable(series, answer.others))
      : isOne
        ? barTable(answer)
        : besideTable(answer),
    intervalNotes(intervals),
  ]);
}

function noun(measure: Measure): string {
  return measure.kind === 'distinct' ? 'value' : 'number';
}

function heading({ breakdown }: EventsSpec): string {
  return ['', 'By value', 'By pairs of values', 'By three values'][breakdown.length] ?? '';
}

function legend(spec: EventsSpec): string {
  return seriesOfSpec(spec)
    .map(({ event, measure }, i) => {
      const text = `${seriesLetter(i)}: ${measureWords(measure)} of ${defused(printSelector(event))}`;
      return clipped(text, TERMINAL_WIDTH);
    })
    .join('\n');
}

function measureWords(measure: Measure): string {
  if (!('property' in measure)) return measure.kind;
  const of = measure.scope === 'event' ? measure.property : `${measure.scope}.${measure.property}`;
  const kind = measure.kind === 'percentile' ? `p${measure.percentile}` : measure.kind;
  return `${kind}:${of}`;
}

/** A series' letter, or a formula as it was given, where there are several. */
function lineName(line: Line): string {
  return line.kind === 'series' ? line.series : line.formula;
}

function lineTable(lines: readonly Line[], others: number): string {
  const several = new Set(lines.map(lineName)).size > 1;
  const columns: Column<Line>[] = [
    {
      title: lines[0]?.labels.length ? 'value' : '',
      cell: (line) => valuesWords(line.labels, others),
      flexible: true,
    },
    { title: 'segment', cell: (line) => line.segment ?? '', flexible: true },
    { title: 'series', cell: lineName, flexible: true },
    { title: 'overall', cell: (line) => short(line.overall), right: true },
    { title: 'events', cell: (line) => (line.kind === 'series' ? count(line.events) : ''), right: true },
    { title: 'who', cell: (line) => (line.kind === 'series' ? count(line.units) : ''), right: true },
    { title: 'over time', cell: (line) => sparkline(line.values) },
  ];
  const isShown: Readonly<Record<string, boolean>> = {
    '': false,
    segment: lines.some((line) => line.segment !== null),
    series: several,
  };
  return table(
    lines,
    columns.filter(({ title }) => isShown[title] ?? true),
  );
}

/** A combination of values; what is not listed is so in all of them. */
function valuesWords(labels: readonly ValueLabel[], others: number): string {
  const [first] = labels;
  if (first?.kind === 'other') return labelWords(first, others);
  return labels.map((label) => labelWords(label)).join(', ');
}

function barTable({ intervals, total, timeZone }: EventsAnswer): string {
  const most = Math.max(1, ...total.values.map((value) => value ?? 0));
  const rows = intervals.map((interval, i) => ({ interval, value: total.values[i] ?? null }));
  const shown = rows.slice(-SHOWN_INTERVALS);
  const text = table(shown, [
    { title: 'from', cell: ({ interval }) => intervalStart(interval, timeZone) },
    { title: 'value', cell: ({ value }) => short(value), right: true },
    { title: '', cell: ({ value }) => bar((value ?? 0) / most, BAR_WIDTH) },
  ]);
  return withHidden(text, rows.length - shown.length, 'before');
}

/** The lines beside each other, the latest intervals. */
function besideTable({ intervals, totals, timeZone }: EventsAnswer): string {
  const lines = totals.slice(0, MOST_COLUMNS);
  const rows = intervals.map((interval, i) => ({ interval, i })).slice(-SHOWN_BESIDE);
  const text = table(rows, [
    { title: 'from', cell: ({ interval }) => intervalStart(interval, timeZone) },
    ...lines.map((line) => ({
      title: clipped(line.segment === null ? lineName(line) : `${line.segment}: ${lineName(line)}`, 11),
      cell: ({ i }: { readonly i: number }) => short(line.values[i]),
      right: true,
    })),
  ]);
  const beyond = totals.length - lines.length;
  const more = withHidden(text, intervals.length - rows.length, 'before');
  return beyond > 0 ? `${more}\nand ${count(beyond)} lines more: --json lists them` : more;
}

function withHidden(text: string, hidden: number, where: string): string {
  return hidden > 0 ? `${text}\nand ${count(hidden)} ${where}: --json lists them` : text;
}
