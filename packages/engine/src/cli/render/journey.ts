import type {
  FollowUp,
  JourneyAnswer,
  JourneyNode,
  JourneyPart,
  JourneyStep,
  Outcome,
  OutcomeRow,
  Passage,
  Route,
  WorkaroundRow,
} from '../../analyse/journeys/result.ts';
import type { JourneySpec } from '../../analyse/journeys/spec.ts';
import { type Duration, durationMs } from '../../define/language/duration.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import { bar, count, elapsed, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { proportionWords } from './proportion-words.ts';
import { section, sections } from './sections.ts';

const SHOWN_EDGES = 15;
const BAR_WIDTH = 30;
const STEP_BAR_WIDTH = 12;

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

/** What leads to an event and what follows it, in plain tables. `spec` is the question as it was understood. */
export function journeyWords(answer: JourneyAnswer, spec: JourneySpec): string {
  const told = `${count(answer.anchors)} times, by ${count(answer.units)}, as of ${instantText(answer.asOf)}`;
  if (answer.anchors === 0) return `${told}: nothing to show`;
  const steps = (of: (step: number) => boolean): string =>
    stepTable(answer.steps.filter(({ step }) => of(step)));
  const session = spec.withinSession ? ', in the same session' : '';
  const within = (duration: Duration): string => elapsed(durationMs(duration));
  return sections([
    told,
    section(
      `In the ${within(spec.before)} before${session}`,
      steps((step) => step < 0),
    ),
    section(
      spec.to
        ? `On the way, within ${within(spec.to.within)}${session}`
        : `In the ${within(spec.after)} after${session}`,
      steps((step) => step > 0),
    ),
    section('Ways, the most frequent', edgeTable(answer)),
    answer.passage ? passageWords(answer.passage) : '',
    section(`What became of it within ${within(spec.after)}`, outcomeTable(answer.outcomes)),
    section('What was done instead', workaroundTable(answer.workarounds ?? [])),
    section('Came back', followUpWords(answer.returns, answer.returns.withoutProperty)),
    answer.goal ? section('Converted', followUpWords(answer.goal, 0)) : '',
    section('Segments', segmentTable(answer)),
  ]);
}

export function nodeWords(node: JourneyNode): string {
  if (node.kind !== 'event') return ENDS[node.kind];
  return node.value === undefined ? node.name : `${node.name} ${valueWords(node.value)}`;
}

function valueWords(value: PropertyValue | null): string {
  return value === null ? '(none)' : `= ${typeof value === 'object' ? JSON.stringify(value) : value}`;
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
    { title: '', cell: (row) => bar(row.share, STEP_BAR_WIDTH) },
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
    { title: 'of from', cell: (row) => percent(row.shareOfFrom), right: true },
    { title: 'median', cell: (row) => elapsed(row.medianMs), right: true },
  ]);
  return hidden > 0 ? `${rows}\nand ${count(hidden)} more: --json lists them` : rows;
}

function passageWords(passage: Passage): string {
  const { reached, left, open, converted, withinMs } = passage;
  const rows = [
    { end: 'reached', ...reached },
    { end: 'dropped off', ...left },
    { end: 'not over yet', ...open },
  ];
  const all = reached.anchors + left.anchors + open.anchors;
  const counts = table(rows, [
    { title: '', cell: (row) => row.end },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.anchors / all), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: '', cell: (row) => bar(row.anchors / all, BAR_WIDTH) },
  ]);
  const lines = [
    counts,
    `${proportionWords(converted)} who reached it, some time`,
    ...(passage.medianMs === null ? [] : [quickWords(passage.medianMs, passage.p90Ms)]),
  ];
  const routes = table(passage.routes, [
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.share), right: true },
    { title: 'reached', cell: (row) => percent(row.reached / row.anchors), right: true },
    { title: 'median', cell: (row) => elapsed(row.medianMs), right: true },
    { title: 'in between', cell: routeWords, flexible: true },
  ]);
  return sections([
    section(`Reached within ${elapsed(withinMs)}`, lines.join('\n')),
    section('Whole ways, the most frequent', routes),
  ]);
}

function routeWords({ nodes, goesOn }: Route): string {
  const words = nodes.map(nodeWords);
  if (goesOn) words.push('…');
  return words.length === 0 ? '(nothing)' : words.join(' > ');
}

function quickWords(medianMs: number, p90Ms: number | null): string {
  return `half of them within ${elapsed(medianMs)}, 90% within ${elapsed(p90Ms)}`;
}

function workaroundTable(rows: readonly WorkaroundRow[]): string {
  if (rows.length === 0) return '';
  return table(rows, [
    { title: '', cell: (row) => nodeWords(row.node), flexible: true },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'share', cell: (row) => percent(row.share), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: 'median away', cell: (row) => elapsed(row.medianMs), right: true },
    { title: 'then converted', cell: (row) => (row.conversion ? proportionWords(row.conversion) : '') },
  ]);
}

/** The segments' main shares beside each other; the rest of each is in the JSON. */
function segmentTable({ segments }: JourneyAnswer): string {
  if (segments === null) return '';
  const share = ({ share: of, low, high }: Proportion): string =>
    of === null ? 'no data' : `${percent(of)} (${percent(low, 0)} to ${percent(high, 0)})`;
  const [first] = segments;
  return table(segments, [
    { title: '', cell: (row) => row.name, flexible: true },
    { title: 'times', cell: (row) => count(row.anchors), right: true },
    { title: 'who', cell: (row) => count(row.units), right: true },
    { title: 'times back', cell: (row) => share(row.returns.anchors) },
    ...(first?.passage
      ? [
          {
            title: 'who reached',
            cell: (row: JourneyPart) => (row.passage ? share(row.passage.converted) : ''),
          },
        ]
      : []),
    ...(first?.goal
      ? [{ title: 'who converted', cell: (row: JourneyPart) => (row.goal ? share(row.goal.units) : '') }]
      : []),
  ]);
}

function outcomeTable(outcomes: readonly OutcomeRow[]): string {
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
    ...(followUp.medianMs === null ? [] : [quickWords(followUp.medianMs, followUp.p90Ms)]),
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
