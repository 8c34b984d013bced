import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { onEdges } from '../../../../../test/support/on-edges.ts';
import { worldName } from '../../../../../test/support/small-world.ts';
import { stretchedWorlds } from '../../../../../test/support/stretched-worlds.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { segmentation } from './analysis.ts';
import { COHORTS, question } from './events-questions.testing.ts';
import { pointDefinition } from './point-definition.ts';
import type { EventsAnswer, Line } from './result.ts';
import { seriesOfSpec } from './spec.ts';

const SEED = 20260319;
const SPECS_OF_A_WORLD = 12;
/** Points looked at of each line. */
const POINTS = 3;
const WORLDS = stretchedWorlds(8, SEED, 4).map((world) => ({ ...world, events: world.events.map(onEdges) }));

describe('the definition of a point of events over time', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(WORLDS.flatMap(({ events }) => events)));
  });
  afterAll(() => temporary.dispose());

  it(`selects as many as uniques count, or says why there is none (seed ${SEED})`, async () => {
    const seen = { points: 0, somebody: 0, labelled: 0, partial: 0, segments: 0, wholes: 0, refused: 0 };
    for (const [i, { events, start, end }] of WORLDS.entries()) {
      const project = worldName(i);
      const context = {
        store: temporary.store,
        project: { id: project, name: project, timeZone: 'Asia/Kolkata', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, project),
        cohorts: COHORTS,
        now: end,
      };
      const uniques = { kind: 'uniques' };
      const asked = fc
        .sample(question(start, end), { seed: SEED + i, numRuns: SPECS_OF_A_WORLD })
        .map((fields) => ({
          ...fields,
          // A window longer than its world may have too many minutes.
          interval: fields.interval === 'minute' ? 'hour' : fields.interval,
          measure: uniques,
          alsoSeries: fields.alsoSeries?.map(({ event }) => ({ event, measure: uniques })),
        }));
      for (const fields of asked) {
        const spec = segmentation.spec.parse(fields);
        if (spec.of !== 'events') throw new Error('not of events');
        const answer = (await segmentation.run(spec, context)) as EventsAnswer;
        const all = histories(events, spec.unit);
        const told = `${project} ${JSON.stringify(fields)}`;
        for (const [n, line] of [...answer.totals, ...answer.series].entries()) {
          for (const at of pointsOf(line, n)) {
            const interval = at === undefined ? undefined : answer.intervals[at];
            const found = pointDefinition(
              { ...spec, series: seriesOfSpec(spec) },
              line,
              interval,
              answer.asOf,
            );
            if (found.definition === null) {
              expect(found.why, told).not.toBe('');
              expect(line.kind === 'formula' || line.labels.length > 0, found.why).toBe(true);
              seen.refused += 1;
              continue;
            }
            const value = at === undefined ? line.overall : line.values[at];
            const members = membersOf(found.definition, all, answer.asOf, COHORTS);
            expect(members.size, `${told} ${JSON.stringify({ line, interval })}`).toBe(value);
            seen.points += 1;
            if (members.size === 0) continue;
            seen.somebody += 1;
            if (line.labels.length > 0) seen.labelled += 1;
            if (interval?.isPartial) seen.partial += 1;
            if (line.segment !== null) seen.segments += 1;
            if (interval === undefined) seen.wholes += 1;
          }
        }
      }
    }
    for (const [name, times] of Object.entries(seen)) expect(times, name).toBeGreaterThan(10);
  });
});

/** Places of a line's points, others for each line, and undefined for the line as a whole. */
function pointsOf({ values }: Line, line: number): (number | undefined)[] {
  const busy = values.flatMap((value, at) => (value ? [at] : []));
  const last = values.length === 0 ? [] : [values.length - 1];
  return [
    undefined,
    ...last,
    ...Array.from({ length: Math.min(POINTS, busy.length) }, (_, i) => busy[(line + i * 5) % busy.length]),
  ];
}
