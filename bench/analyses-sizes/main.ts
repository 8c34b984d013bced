/**
 * What the analyses take as the log grows: the time and the memory of each question, and by how much the time grows when the events are
 * twice as many (2 is linear). SIZES (1,5,20 million events, such as SIZES=1,5,20,50), RUNS (3). `--in DIRECTORY` keeps the stores there, or
 * uses those that it finds, also those of the bench analyses. Goal: growth that is no worse than linear.
 */
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { bySize, MILLION } from '../analyses/by-size.ts';
import { contextOf, fillEvents } from '../analyses/fill.ts';
import { QUESTIONS } from '../analyses/questions.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed, ms } from '../support/measure.ts';
import { peakMemoryMib } from '../support/peak-memory.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { withStore } from '../support/temporary-store.ts';

const RUNS = sizeFrom('RUNS', 3);

interface Figure {
  readonly events: number;
  readonly question: string;
  readonly oursMs: number;
  readonly processorMs: number;
  readonly floorMs: number;
  readonly peakMib: number;
}

const figures: Figure[] = [];
await bySize(measure);
const report = reportOf(figures);
process.stdout.write(`${report}\n`);
await saveResults('analyses-sizes', report, { machine: machine(), runs: RUNS, figures });

async function measure(path: string, events: number): Promise<void> {
  await withStore(path, async (store) => {
    await fillEvents(store, events);
    process.stderr.write('asking\n');
    figures.push(...(await ask(store, events)));
    process.stderr.write(`${reportOf(figures)}\n`);
  });
}

/** The runs take turns, so that what else the machine does falls on all of them. Memory is looked at in one more. */
async function ask(store: EventStore, events: number): Promise<Figure[]> {
  const context = contextOf(store);
  const found = QUESTIONS.map(() => ({ ours: Infinity, processor: Infinity, floor: Infinity, peak: 0 }));
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [i, question] of QUESTIONS.entries()) {
      const best = found[i];
      if (best === undefined) continue;
      if (run === RUNS) {
        best.peak = await peakMemoryMib(store, () => question.ours(context));
        continue;
      }
      best.floor = Math.min(best.floor, await elapsed(() => store.query(question.floor)));
      const before = process.cpuUsage();
      best.ours = Math.min(best.ours, await elapsed(() => question.ours(context)));
      const { user, system } = process.cpuUsage(before);
      best.processor = Math.min(best.processor, (user + system) / 1000);
    }
  }
  return QUESTIONS.map(({ name }, i) => ({
    events,
    question: name,
    oursMs: found[i]?.ours ?? Number.NaN,
    processorMs: found[i]?.processor ?? Number.NaN,
    floorMs: found[i]?.floor ?? Number.NaN,
    peakMib: found[i]?.peak ?? Number.NaN,
  }));
}

function reportOf(all: readonly Figure[]): string {
  const rows = QUESTIONS.flatMap(({ name }) => {
    const bySize = all.filter(({ question }) => question === name).toSorted((a, b) => a.events - b.events);
    return bySize.map((figure, i) => rowOf(figure, bySize[i - 1]));
  });
  return [
    `# Analyses against size, ms, best of ${RUNS}`,
    '',
    `${machine()}. A doubling: by how much the time grows for twice the events, from the size before (2 is linear). Processor: the time of all cores, which what else the machine does changes least. Floor: the columns that the answer depends on added up over the same events. Memory: the most that the engine gave to one of its queries, in a run of its own.`,
    '',
    markdownTable(
      [
        'question',
        'events',
        'ours',
        'a doubling',
        'processor',
        'a doubling',
        'floor',
        'a doubling',
        'memory, MiB',
      ],
      rows,
    ),
  ].join('\n');
}

function rowOf(figure: Figure, before: Figure | undefined): string[] {
  const { question, events, oursMs, processorMs, floorMs, peakMib } = figure;
  const growth = (now: number, then: number | undefined): string =>
    before === undefined || then === undefined
      ? ''
      : `${((now / then) ** (1 / Math.log2(events / before.events))).toFixed(2)}x`;
  return [
    question,
    `${events / MILLION} M`,
    ms(oursMs),
    growth(oursMs, before?.oursMs),
    ms(processorMs),
    growth(processorMs, before?.processorMs),
    ms(floorMs),
    growth(floorMs, before?.floorMs),
    ms(peakMib),
  ];
}
