import { defused } from '../../define/language/visible.ts';
import type { PopulationPoint } from '../../define/membership/population.ts';
import { calendarStarts, localTime } from '../../util/calendar.ts';
import type { CohortPopulation } from '../cohort/cohort-answers.ts';
import { bar, count, instantText } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { sections } from './sections.ts';

const BAR_WIDTH = 30;
const LETTERS = { hour: 16, day: 10, week: 10, month: 7 } as const;

interface SpanShown extends PopulationPoint {
  readonly from: number;
}

/** Each span with where it starts: at the end of the one before. */
export function spansOf({ from, points }: CohortPopulation): readonly SpanShown[] {
  return points.map((point, i) => ({ ...point, from: points[i - 1]?.at ?? from }));
}

/** How large a cohort was at the end of each span, in bars, and who came and went in it. */
export function populationWords(answer: CohortPopulation): string {
  const { cohort, version, unit, every, timeZone, to, points } = answer;
  const most = Math.max(1, ...points.map(({ size }) => size));
  const isOpen = calendarStarts(to, to, every, timeZone)[0] !== to;
  const rows = spansOf(answer);
  const title = (span: SpanShown): string => {
    const local = new Date(localTime(span.from, timeZone)).toISOString().replace('T', ' ');
    return `${local.slice(0, LETTERS[every])}${isOpen && span === rows.at(-1) ? '*' : ''}`;
  };
  return sections([
    wrapped(
      `${defused(cohort)} (version ${version}): ${unit}s at the end of each ${every} (${timeZone}), replayed as if the cohort had always existed`,
    ),
    table(rows, [
      { title: every, cell: title },
      { title: 'members', cell: ({ size }) => count(size), right: true },
      { title: '', cell: ({ size }) => bar(size / most, BAR_WIDTH) },
      { title: 'came', cell: ({ entered }) => count(entered), right: true },
      { title: 'left', cell: ({ exited }) => count(exited), right: true },
    ]),
    isOpen ? `* up to ${instantText(to)}` : '',
  ]);
}
