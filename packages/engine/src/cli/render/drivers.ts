import type { Driver, DriversAnswer, DriversPart } from '../../analyse/drivers/result.ts';
import { bar, count, elapsed, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { nodeWords } from './journey.ts';
import { proportionWords } from './proportion-words.ts';
import { section, sections } from './sections.ts';

const BAR_WIDTH = 6;

/** What tells converters from the rest, the strongest first, and how far it may be trusted. */
export function driversWords(answer: DriversAnswer): string {
  return sections([
    wrapped(whoWords(answer, `within ${elapsed(answer.withinMs)}, as of ${instantText(answer.asOf)}`)),
    driverTable(answer),
    wrapped(testWords(answer)),
    ...answer.notes.map((note) => wrapped(note)),
    ...(answer.segments ?? []).map((part) =>
      section(`Segment ${part.name}`, sections([wrapped(whoWords(part, '')), driverTable(part)])),
    ),
  ]);
}

function whoWords(part: DriversPart, when: string): string {
  const { starters, converted, open, early, compared } = part;
  const words = [`${count(converted)} of ${count(starters)} went on${when === '' ? '' : ` ${when}`}.`];
  if (open > 0) words.push(`${count(open)} may yet, and are left out.`);
  if (early) words.push(`${count(early)} had gone on by the landmark, and are left out.`);
  words.push(`Of those compared ${proportionWords(compared)} went on.`);
  return words.join(' ');
}

function driverTable({ drivers }: DriversPart): string {
  if (drivers.length === 0) return 'No event that enough of them did.';
  return table(drivers, [
    { title: 'event', cell: (row) => nodeWords(row.node), flexible: true },
    { title: 'went on', cell: (row) => percent(row.converters.share), right: true },
    { title: 'others', cell: (row) => percent(row.droppers.share), right: true },
    { title: 'difference (95%)', cell: differenceWords },
    { title: 'phi', cell: (row) => (row.phi === null ? '-' : row.phi.toFixed(2)), right: true },
    { title: 'adj. p', cell: chanceWords, right: true },
    { title: '', cell: (row) => bar(Math.abs(row.phi ?? 0), BAR_WIDTH) },
  ]);
}

function differenceWords({ difference: { estimate, low, high } }: Driver): string {
  if (estimate === null || low === null || high === null) return '-';
  const points = (share: number): string => `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)}`;
  return `${points(estimate)} (${points(low)} to ${points(high)})`;
}

/** The adjusted p-value; a tilde where the counts are too small for it to be exact. */
function chanceWords({ adjustedP, isSmall }: Driver): string {
  if (adjustedP === null) return '-';
  return `${isSmall ? '~' : ''}${adjustedP < 0.0001 ? '<0.0001' : adjustedP.toFixed(4)}`;
}

function testWords({ tested, rare, drivers, test, adjustment }: DriversAnswer): string {
  const words = [
    `Who did each event, of those who went on and of the others; ${test}, p-values adjusted for ${count(tested)} tests (${adjustment}).`,
  ];
  if (drivers.some(({ isSmall }) => isSmall))
    words.push('~: fewer than five in some cell, look at the interval.');
  if (rare > 0) words.push(`${count(rare)} events that too few did were not tested: --min lowers the bar.`);
  if (tested > drivers.length) words.push(`${count(tested - drivers.length)} weaker ones are not shown.`);
  return words.join(' ');
}
