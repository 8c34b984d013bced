import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { histories } from '../../define/reference/histories.ts';
import { namesSql } from '../../define/selector/event-selector.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay, timeline } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import { SESSION_GAP_MS, type SessionRule, sessionsOf } from './sessions.ts';
import { sessionsSql } from './sessions-sql.ts';

const SEED = 20260120;
const WORLDS = 60;

function one(times: readonly (readonly [time: number, sessionId: number])[], rule: SessionRule) {
  const events = times.map(([time, sessionId]) =>
    storedEvent({ project: 'p', name: 'view', by: 'ann', time, sessionId }),
  );
  const [ann] = histories(events, 'user').values();
  return sessionsOf(ann?.events ?? [], rule).map((s) => [s.sessionId, s.start, s.lengthMs, s.events]);
}

describe('sessions', () => {
  it('splits at a pause longer than 30 minutes, not at one of exactly 30', () => {
    const at = (gap: number) => one([[0, -1], [gap, -1]], 'tracked'); // biome-ignore format: a pair a line says no more
    expect(at(SESSION_GAP_MS)).toEqual([[-1, 0, SESSION_GAP_MS, 2]]);
    expect(at(SESSION_GAP_MS + 1)).toEqual([
      [-1, 0, 0, 1],
      [-1, SESSION_GAP_MS + 1, 0, 1],
    ]);
  });

  it('keeps a tracked session whole through a long pause, and out-of-session events apart from it', () => {
    const hour = 3_600_000;
    const rows = [
      [0, 7],
      [1, -1],
      [hour, 7],
    ] as const;
    expect(one(rows, 'tracked')).toEqual([
      [7, 0, hour, 2],
      [-1, 1, 0, 1],
    ]);
    expect(one(rows, 'gap')).toEqual([
      [-1, 0, 1, 2],
      [-1, hour, 0, 1],
    ]);
  });

  describe('in SQL', () => {
    let temporary: TemporaryStore;
    const worlds = smallWorlds(WORLDS, SEED);
    beforeAll(async () => {
      temporary = await temporaryEventStore();
      await temporary.store.insert('events', eventRows(worlds.flat()));
    });
    afterAll(() => temporary.dispose());

    it.each(['tracked', 'gap'] as const)(
      `agrees with the plain reading, by %s (seed ${SEED})`,
      async (rule) => {
        for (const [i, world] of worlds.entries()) {
          const project = worldName(i);
          for (const unit of ['user', 'account'] as const) {
            const overlay = await loadIdentityOverlay(temporary.store, project);
            const rows = timeline({
              project,
              overlay,
              unit,
              where: namesSql([]),
              columns: [sql`session_id`],
            });
            const found = await temporary.store.query(
              sql`SELECT unit, toInt32(session_id) AS id, start, length_ms, events FROM (${sessionsSql(rows, rule)})`,
              { integersAsNumbers: false },
            );
            const expected = [...histories(world, unit).values()].flatMap((history) =>
              sessionsOf(history.events, rule).map((s) => ({
                unit: history.id,
                id: s.sessionId,
                start: String(s.start),
                length_ms: String(s.lengthMs),
                events: String(s.events),
              })),
            );
            expect(sorted(found), `${project}, ${unit}`).toEqual(sorted(expected));
          }
        }
      },
    );
  });
});

function sorted(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
