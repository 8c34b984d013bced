import type {
  CohortAnswer,
  EventsAnswer,
  RangeLabel,
  Segment,
  SegmentationAnswer,
  Series,
  ValueLabel,
} from '../../analyse/segmentation/result.ts';
import { unreachable } from '../../util/assert.ts';
import { bar, count, instantText, percent, short } from '../output/format.ts';
import { table } from '../output/table.ts';
import { proportionWords } from './proportion-words.ts';
import { section, sections } from './sections.ts';

const BAR_WIDTH = 30;
const SHOWN_INTERVALS = 40;
const SPARKS = '▁▂▃▄▅▆▇█';

/** Events over time, or a cohort in parts, in plain tables. Dates are those of `timeZone`. */
export function segmentationWords(answer: SegmentationAnswer, timeZone: string): string {
  return answer.of === 'events' ? eventsWords(answer, timeZone) : cohortWords(answer);
}

function eventsWords(answer: EventsAnswer, timeZone: string): string {
  const { total, series, intervals } = answer;
  return sections([
    `${count(total.events)} events by ${count(total.units)}, as of ${instantText(answer.asOf)}; overall ${short(total.overall)}`,
    answer.withoutValue > 0
      ? `${count(answer.withoutValue)} events have no number there and are left out of the measure`
      : '',
    series.length === 0
      ? intervalTable(answer, timeZone)
      : section(
          `By ${series[0]?.labels.length === 2 ? 'pairs of values' : 'value'}`,
          seriesTable(series, answer.others),
        ),
    intervals.some((interval) => interval.isPartial) ? '* not the whole interval' : '',
  ]);
}

function intervalTable({ intervals, total }: EventsAnswer, timeZone: string): string {
  const most = Math.max(1, ...total.values.map((value) => value ?? 0));
  const isHour = intervals[0] !== undefined && intervals[0].to - intervals[0].from <= 3_600_000;
  const rows = intervals.map((interval, i) => ({ interval, value: total.values[i] ?? null }));
  const shown = rows.slice(-SHOWN_INTERVALS);
  const text = table(shown, [
    {
      title: 'from',
      cell: ({ interval }) => `${localDate(interval.from, timeZone, isHour)}${interval.isPartial ? '*' : ''}`,
    },
    { title: 'value', cell: ({ value }) => short(value), right: true },
    { title: '', cell: ({ value }) => bar((value ?? 0) / most, BAR_WIDTH) },
  ]);
  const hidden = rows.length - shown.length;
  return hidden > 0 ? `${text}\nand ${count(hidden)} before: --json lists them` : text;
}

function seriesTable(series: readonly Series[], others: number): string {
  return table(series, [
    {
      title: 'value',
      cell: (row) => row.labels.map((label) => labelWords(label, others)).join(', '),
      flexible: true,
    },
    { title: 'overall', cell: (row) => short(row.overall), right: true },
    { title: 'events', cell: (row) => count(row.events), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: 'over time', cell: (row) => sparkline(row.values) },
  ]);
}

function cohortWords(answer: CohortAnswer): string {
  const { goal, segments } = answer;
  const undefinable = [...new Set(segments.flatMap(({ why }) => (why === undefined ? [] : [why])))];
  return sections([
    `${count(answer.members)} members as of ${instantText(answer.asOf)}`,
    answer.conversion && goal
      ? `converted by ${instantText(goal.until)}: ${proportionWords(answer.conversion)}${goal.isComplete ? '' : ', and more may'}`
      : '',
    table(segments, [
      { title: 'segment', cell: (row) => labelWords(row.label), flexible: true },
      { title: 'members', cell: (row) => count(row.members), right: true },
      { title: 'share', cell: (row) => percent(row.share), right: true },
      {
        title: goal ? 'converted' : '',
        cell: (row: Segment) => (row.conversion ? proportionWords(row.conversion) : ''),
      },
    ]),
    answer.mayOverlap ? 'one member can be in several segments' : '',
    undefinable.length > 0 ? undefinable.join('\n') : '--json gives the definition of each segment',
  ]);
}

function labelWords(label: ValueLabel | RangeLabel, others = 0): string {
  switch (label.kind) {
    case 'value':
      return String(label.value);
    case 'none':
      return '(none)';
    case 'other':
      return others > 0 ? `(${count(others)} others)` : '(others)';
    case 'range':
      if (label.to === null) return `${label.from ?? 0} or more`;
      if (label.from === null) return `under ${label.to}`;
      return label.to === label.from + 1 ? String(label.from) : `${label.from} to under ${label.to}`;
    default:
      return unreachable(label);
  }
}

/** At most 24 columns: neighbours are shown by their highest. */
function sparkline(values: readonly (number | null)[]): string {
  const width = Math.min(24, values.length);
  const most = Math.max(...values.map((value) => value ?? 0), 0);
  return Array.from({ length: width }, (_, i) => {
    const part = values.slice(
      Math.floor((i * values.length) / width),
      Math.floor(((i + 1) * values.length) / width),
    );
    const value = Math.max(...part.map((each) => each ?? 0), 0);
    if (value === 0) return ' ';
    return SPARKS[Math.min(SPARKS.length - 1, Math.floor((value / most) * SPARKS.length))] ?? '';
  }).join('');
}

function localDate(at: number, timeZone: string, withTime: boolean): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    ...(withTime ? { timeStyle: 'short' as const } : {}),
  });
  return local.format(at);
}
