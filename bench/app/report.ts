import { machine } from '../support/environment.ts';
import { ms } from '../support/measure.ts';
import { markdownTable } from '../support/table.ts';
import type { CountFigure } from './builder-count.ts';
import type { ColdFigures } from './cold-home.ts';
import type { ScriptFigures } from './initial-script.ts';
import type { LiveFigure, LiveSizes } from './live-pages.ts';
import type { NavigationFigures } from './navigations.ts';

export interface Figures {
  readonly script: ScriptFigures;
  readonly home: ColdFigures;
  readonly pages: NavigationFigures;
  readonly counts: readonly CountFigure[];
  /** The builder's count over the large log. */
  readonly largeCounts: readonly CountFigure[];
  readonly live: readonly LiveFigure[];
}

const SCRIPT_GOAL_KB = 250;
const HOME_GOAL_MS = 1_000;
const PAGE_GOAL_MS = 150;
const COUNT_GOAL_MS = 300;
const LIVE_GOAL = 0.3;

/** The figures beside their goals, and beside what the same browser takes for next to nothing. */
export function reportOf(
  sizes: LiveSizes & { readonly rounds: number; readonly large: number },
  figures: Figures,
): string {
  const { script, home, pages, counts, largeCounts, live } = figures;
  const first = pages.pages.flatMap((page) => page.ms.slice(0, 1));
  const again = pages.pages.flatMap((page) => page.ms.slice(1));
  const all = [...first, ...again];
  const goal = (what: string, value: number, most: number, shown: (value: number) => string, floor = '') => [
    what,
    shown(value),
    shown(most),
    value <= most ? 'yes' : 'no',
    floor,
  ];
  const kb = (value: number): string => (value / 1_000).toFixed(0);
  const floorMs = ms(at(pages.floor, 0.5));
  return [
    `# The app in a browser: a world of ${sizes.users.toLocaleString('en')} people, ${sizes.rate.toLocaleString('en')} events/s on its live pages`,
    '',
    `${machine()}; Chromium without a window, server and sender on the same cores. Floors: a picture of a few hundred bytes, a click that does nothing, a page that nothing comes to.`,
    '',
    markdownTable(
      ['what', 'figure', 'goal', 'met', 'floor'],
      [
        goal('script that every page waits for, gzip, kB', script.gzipBytes, SCRIPT_GOAL_KB * 1_000, kb),
        goal(
          'Home in a new profile until its answer is drawn, median, ms',
          at(home.useful, 0.5),
          HOME_GOAL_MS,
          ms,
          ms(at(home.floor, 0.5)),
        ),
        goal('click to the new heading, median, ms', at(all, 0.5), PAGE_GOAL_MS, ms, floorMs),
        goal('click to the new heading, p95, ms', at(all, 0.95), PAGE_GOAL_MS, ms, floorMs),
        goal('edit to the new count, less the question, median, ms', own(counts), COUNT_GOAL_MS, ms, floorMs),
        goal(
          `the same over ${sizes.large / 1_000_000} M events, median, ms`,
          own(largeCounts),
          COUNT_GOAL_MS,
          ms,
          floorMs,
        ),
        ...live.map(({ page, share, idle }) =>
          goal(`${page}: share of a core`, share, LIVE_GOAL, percent, percent(idle)),
        ),
      ],
    ),
    '',
    `Home brought ${kb(home.scriptBytes)} kB of script as it travelled (its own chunk with it); ${home.useful.length} profiles: ${home.useful.map(ms).join(', ')} ms. ` +
      `The question for the count took ${asked(counts)} ms in the median and ${asked(largeCounts)} over the large log, the whole ${whole(counts)} and ${whole(largeCounts)}. ` +
      live
        .map(
          ({ page, newRows, eventsPerSecond }) =>
            `${page}: ${newRows} rows were new, ${Math.round(eventsPerSecond)} events/s were taken.`,
        )
        .join(' '),
    '',
    'Click to heading by page, ms:',
    '',
    markdownTable(
      ['page', 'first visit', 'later, median', 'later, most'],
      [
        ...pages.pages.map(({ page, ms: [once = Number.NaN, ...later] }) => [
          page,
          ms(once),
          ms(at(later, 0.5)),
          ms(at(later, 1)),
        ]),
        ['all', ms(at(first, 0.5)), ms(at(again, 0.5)), ms(at(again, 1))],
      ],
    ),
  ].join('\n');
}

const own = (counts: readonly CountFigure[]): number =>
  at(
    counts.map(({ wholeMs, queryMs }) => wholeMs - queryMs),
    0.5,
  );
const asked = (counts: readonly CountFigure[]): string =>
  ms(
    at(
      counts.map(({ queryMs }) => queryMs),
      0.5,
    ),
  );
const whole = (counts: readonly CountFigure[]): string =>
  ms(
    at(
      counts.map(({ wholeMs }) => wholeMs),
      0.5,
    ),
  );

/** The value at a share of the way through them in order. */
function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
