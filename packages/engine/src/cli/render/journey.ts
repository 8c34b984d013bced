import type {
  FollowUp,
  JourneyAnswer,
  JourneyNode,
  JourneyStep,
  Outcome,
} from '../../analyse/journeys/result.ts';
import { bar, count, elapsed, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { proportionWords } from './proportion-words.ts';
import { section, sections } from './sections.ts';

const SHOWN_EDGES = 15;
const BAR_WIDTH = 30;

const ENDS: Readonly<Record<Exclude<JourneyNode['kind'], 'event'>, string>> = {
  other: '(other events)',
  entered: '(nothing before)',
  left: '(nothing after)',
  open: '(not over yet)',
  reached: '(reached)',
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  returned: 'came back',
  workaround: 'worked around it',
  'something-else': 'tried something else',
  left: 'left',
  open: 'not over yet',
};

/** What leads to an event and what follows it, in plain tables. */
export function journeyWords(answer: JourneyAnswer): string {
  const told = `${count(answer.anchors)} times, by ${count(answer.units)}, as of ${instantText(answer.asOf)}`;
  if (answer.anchors === 0) return `${told}: nothing to show`;
  const steps = (of: (step: number) => boolean): string =>
    stepTable(answer.steps.filter(({ step }) => of(step)));
  return sections([
    told,
    section(
      'Before',
      steps((step) => step < 0),
    ),
    section(
      'After',
      steps((step) => step > 0),
    ),
    section('Ways, the most frequent', edgeTable(answer)),
    section('What became of it', outcomeTable(answer)),
    section('Came back', followUpWords(answer.returns, answer.returns.withoutProperty)),
    answer.goal ? section('Converted', followUpWords(answer.goal, 0)) : '',
  ]);
}

export function nodeWords(node: JourneyNode): string {
  return node.kind === 'event' ? node.name : ENDS[node.kind];
}

function stepTable(steps: readonly JourneyStep[]): string {
  if (steps.length === 0) return '';
  return table(steps, [
    { title: 'step', cell: (row) => (row.step > 0 ? `+${row.step}` : String(row.step)), right: true },
    { title: 'event', cell: (row) => nodeWords(row.node), flexible: true },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.share), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: 'median away', cell: (row) => elapsed(row.medianMs), right: true },
  ]);
}

function edgeTable({ edges }: JourneyAnswer): string {
  const most = edges.toSorted((a, b) => b.anchors - a.anchors).slice(0, SHOWN_EDGES);
  const hidden = edges.length - most.length;
  const rows = table(most, [
    { title: 'step', cell: (row) => (row.step > 0 ? `+${row.step}` : String(row.step)), right: true },
    { title: 'from', cell: (row) => nodeWords(row.from), flexible: true },
    { title: 'to', cell: (row) => nodeWords(row.to), flexible: true },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.share), right: true },
    { title: 'median', cell: (row) => elapsed(row.medianMs), right: true },
  ]);
  return hidden > 0 ? `${rows}\nand ${count(hidden)} more: --json lists them` : rows;
}

function outcomeTable({ outcomes }: JourneyAnswer): string {
  return table(outcomes, [
    { title: '', cell: (row) => OUTCOMES[row.outcome] },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.share), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: 'then converted', cell: (row) => (row.conversion ? proportionWords(row.conversion) : '') },
  ]);
}

function followUpWords(followUp: FollowUp, withoutProperty: number): string {
  const { anchors, units, distribution, open } = followUp;
  const within = elapsed(followUp.withinMs);
  const lines = [
    `within ${within}: ${proportionWords(anchors)} times; ${proportionWords(units)} who`,
    ...(followUp.medianMs === null
      ? []
      : [`half of them within ${elapsed(followUp.medianMs)}, 90% within ${elapsed(followUp.p90Ms)}`]),
    ...(open > 0 ? [`${count(open)} left out: ${within} have not passed since`] : []),
    ...(withoutProperty > 0
      ? [`${count(withoutProperty)} have no value to compare and count as not back`]
      : []),
  ];
  const most = Math.max(1, ...distribution.map((bucket) => bucket.anchors));
  const buckets = table(
    distribution.filter((bucket) => bucket.anchors > 0),
    [
      { title: 'up to', cell: (bucket) => elapsed(bucket.upToMs), right: true },
      { title: 'times', cell: (bucket) => count(bucket.anchors), right: true },
      { title: '', cell: (bucket) => bar(bucket.anchors / most, BAR_WIDTH) },
    ],
  );
  return anchors.count === 0 ? lines.join('\n') : [...lines, buckets].join('\n');
}
