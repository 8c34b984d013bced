import { machine } from '../support/environment.ts';
import { ms } from '../support/measure.ts';
import { markdownTable } from '../support/table.ts';
import { median, type ProbeFigures, type Spread } from './figures.ts';
import { REQUEST, type RunFigures, type Sizes } from './run.ts';

const P99_GOAL_MS = 100;
const WAVE_GOAL_S = 5;
const GROWTH_GOAL = 2;
const RANKS = ['p50', 'p95', 'p99', 'max'] as const;
const PARTS: readonly (readonly [keyof ProbeFigures, string])[] = [
  ['whole', 'request sent to transition on the stream'],
  ['toAnswer', '- sent to answered (the event is durable)'],
  ['toRecord', '- answered to numbered for the log'],
  ['toStream', '- numbered to on the stream (durable)'],
  ['afterAnswer', 'age of the answer when the transition came'],
];

/** The medians of some runs, and goals beside the figures. */
export function reportOf(sizes: Sizes, runs: readonly RunFigures[]): string {
  const number = (value: number): string => value.toLocaleString('en');
  const load = runs.map((each) => each.load.map((of) => of.toFixed(1)).join(' to ')).join(', ');
  return [
    `# Live cohorts over HTTP: ${number(sizes.rate)} events/s, ${sizes.cohorts} cohorts, a wave of ${number(sizes.wave)}`,
    '',
    `${machine()}, sender and watcher included. ${number(sizes.users)} users, requests of ${REQUEST} events, ${sizes.probes} probes a second ` +
      `for ${sizes.seconds} s before each of ${sizes.waves} waves, whose probes count together; medians over ${runs.length} runs. In brackets: the p99 of each wave, and between what the ratio lies in 8 of 10 draws of the waves. Load of the machine at start and end of each run: ${load}.`,
    '',
    goals(runs),
    '',
    'Probes before the waves, ms:',
    '',
    spreads(runs.map(({ before }) => before)),
    '',
    'Probes during the waves, ms:',
    '',
    spreads(runs.map(({ during }) => during)),
    '',
    'Probes after the waves, ms:',
    '',
    spreads(runs.map(({ after }) => after)),
    '',
    'The server:',
    '',
    usage(runs),
  ].join('\n');
}

function goals(runs: readonly RunFigures[]): string {
  const row = (what: string, values: readonly number[], shown: (value: number) => string, goal: number) => [
    what,
    shown(median(values)),
    values.map(shown).join(', '),
    shown(goal),
    median(values) < goal ? 'yes' : 'no',
  ];
  const part = (words: string, of: 'asLong' | 'during' | 'after', one: 'before' | 'during' | 'after') => [
    `p99 of ${runs.map((run) => run[of].probes).join(', ')} probes ${words}, ms`,
    ms(median(runs.map((run) => run[of].whole.p99))),
    runs
      .map((run) => `${ms(run[of].whole.p99)} (${run.each.map((wave) => ms(wave[one])).join(' ')})`)
      .join(', '),
    '',
    '',
  ];
  return markdownTable(
    ['what', 'median', 'runs', 'goal', 'met'],
    [
      row(
        'p99 from request to stream, ms',
        runs.map(({ before }) => before.whole.p99),
        ms,
        P99_GOAL_MS,
      ),
      row(
        'a wave until the last exit, s',
        runs.flatMap(({ waveSeconds }) => waveSeconds),
        one,
        WAVE_GOAL_S,
      ),
      part('right before waves', 'asLong', 'before'),
      part('during waves', 'during', 'during'),
      part('right after waves', 'after', 'after'),
      [
        'cores that others used during waves',
        median(runs.map(({ during }) => during.otherCores)).toFixed(2),
        runs.map(({ each }) => each.map(({ otherCores }) => one(otherCores)).join(' ')).join(', '),
        '',
        '',
      ],
      [
        'p99 during waves, times that before',
        one(median(runs.map(({ growth }) => growth.of))),
        runs.map(({ growth }) => `${one(growth.of)} (${one(growth.low)} to ${one(growth.high)})`).join(', '),
        one(GROWTH_GOAL),
        runs.every(({ growth }) => growth.high < GROWTH_GOAL) ? 'yes' : 'no',
      ],
    ],
  );
}

function spreads(probes: readonly ProbeFigures[]): string {
  const rows = PARTS.map(([part, words]) => [
    words,
    ...RANKS.map((rank) => ms(median(probes.map((each) => (each[part] as Spread)[rank])))),
  ]);
  return markdownTable(['', ...RANKS], rows);
}

function usage(runs: readonly RunFigures[]): string {
  const row = (what: string, of: 'before' | 'during' | 'after') => [
    what,
    median(runs.map((each) => each[of].cores)).toFixed(2),
    median(runs.map((each) => each[of].otherCores)).toFixed(2),
    String(Math.round(median(runs.map((each) => each[of].rssMiB)))),
    median(runs.map((each) => each[of].loop)).toFixed(2),
    ...(['p50', 'p99', 'max'] as const).map((rank) => ms(median(runs.map((each) => each[of].late[rank])))),
    ...(['young', 'youngMs', 'full'] as const).map((name) =>
      median(runs.map((each) => each[of].collections[name])).toFixed(name === 'full' ? 2 : 1),
    ),
    ...(of === 'before'
      ? [Math.round(median(runs.map((each) => each.backgroundPerSecond))).toLocaleString('en')]
      : ['']),
  ];
  return markdownTable(
    [
      ...['while', 'cores', 'others', 'RSS MiB', 'event loop busy', 'late p50, ms', 'p99', 'max'],
      ...['young collections/s', 'ms/s', 'full ones/s', 'events/s beside probes'],
    ],
    [row('before the waves', 'before'), row('during the waves', 'during'), row('after the waves', 'after')],
  );
}

function one(value: number): string {
  return value.toFixed(1);
}
