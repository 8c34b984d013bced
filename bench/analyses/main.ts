/**
 * What the analyses take, beside the same questions of a peer's shape of table on the same engine, and beside summing the same rows.
 * SIZES (1,5,20 million events, such as SIZES=1,5,20,50), RUNS (5). `--in DIRECTORY` keeps the stores there, or uses those that it
 * finds. Goals: 3 times as fast as the peer's shape, 5 with properties read; a count under 2 times the sum, a funnel 5, retention 6,
 * journeys 8; and growth with size that is no worse than linear.
 */
import { type EventStore, QueryLimitError } from '../../packages/engine/src/store/event-store.ts';
import type { Sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { withStore } from '../support/temporary-store.ts';
import { bySize, MILLION } from './by-size.ts';
import { contextOf, fillEvents, fillPeerTable } from './fill.ts';
import { QUESTIONS } from './questions.ts';

const RUNS = sizeFrom('RUNS', 5);

interface Figure {
  readonly events: number;
  readonly question: string;
  readonly oursMs: number;
  readonly peerMs: number;
  readonly floorMs: number;
}

const figures: Figure[] = [];
await bySize(measure);
const report = reportOf(figures);
process.stdout.write(`${report}\n`);
await saveResults('analyses', report, { machine: machine(), runs: RUNS, figures });

async function measure(path: string, events: number): Promise<void> {
  await withStore(path, async (store) => {
    await fillEvents(store, events);
    await fillPeerTable(store, events);
    process.stderr.write('asking\n');
    const found = await ask(store, events);
    process.stderr.write(`${reportOf(found)}\n`);
    figures.push(...found);
  });
}

/** The runs take turns, so that what else the machine does falls on all of them. */
async function ask(store: EventStore, events: number): Promise<Figure[]> {
  const context = contextOf(store);
  const took = QUESTIONS.map(() => ({ ours: Infinity, peer: Infinity, floor: Infinity }));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [i, question] of QUESTIONS.entries()) {
      const best = took[i];
      if (best === undefined) continue;
      best.floor = Math.min(best.floor, await elapsed(() => store.query(question.floor)));
      best.ours = Math.min(best.ours, await elapsed(() => question.ours(context)));
      best.peer = Math.min(best.peer, await elapsedOrOver(store, question.peer));
    }
  }
  return QUESTIONS.map(({ name }, i) => ({
    events,
    question: name,
    oursMs: took[i]?.ours ?? Number.NaN,
    peerMs: took[i]?.peer ?? Number.NaN,
    floorMs: took[i]?.floor ?? Number.NaN,
  }));
}

/** Infinity when it passes the limits of memory or time that every query has. */
async function elapsedOrOver(store: EventStore, statement: Sql): Promise<number> {
  try {
    return await elapsed(() => store.query(statement));
  } catch (error) {
    if (error instanceof QueryLimitError) return Infinity;
    throw error;
  }
}

function reportOf(all: readonly Figure[]): string {
  const rows = all.map(({ events, question, oursMs, peerMs, floorMs }) => {
    const goals = QUESTIONS.find(({ name }) => name === question);
    const overFloor = oursMs / floorMs;
    const overPeer = peerMs / oursMs;
    return [
      question,
      `${events / MILLION} M`,
      ms(oursMs),
      ms(floorMs),
      `${overFloor.toFixed(1)}x`,
      `${goals?.floorGoal}x`,
      Number.isFinite(peerMs) ? ms(peerMs) : 'over 4 GiB',
      Number.isFinite(peerMs) ? `${overPeer.toFixed(1)}x` : '',
      `${goals?.peerGoal}x`,
    ];
  });
  const inOrder = QUESTIONS.flatMap(({ name }) => rows.filter(([question]) => question === name));
  return [
    `# Analyses beside a peer's shape and the floor, ms, best of ${RUNS}`,
    '',
    `${machine()}. Floor: the columns that the answer depends on added up over the same events. Peer: the same question of a table with properties as JSON text, by day before event.`,
    '',
    markdownTable(
      ['question', 'events', 'ours', 'floor', 'of it', 'goal', 'peer', 'faster', 'goal'],
      inOrder,
    ),
  ].join('\n');
}
