import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { must } from '../../util/assert.ts';
import { parseCohort } from '../language/parse.ts';
import { Identities } from '../live/identities.ts';
import { LiveMembership } from '../live/live-membership.ts';
import { openSnapshot, saveSnapshot } from './live-snapshot.ts';

const WALLS = 'users who did wall at least 2 times in the last 1 day';
const SESSIONS = 'users who did wall at least 2 times in one session, in the last 1 day';
const NOW = 1_700_000_000_000;
const USERS = 30_000;

describe('a snapshot of the live cohorts', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-snapshot-'));
    path = join(folder, 'live', 'p.live');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const of = { project: 'p', ordinal: 7, code: 'this version' };

  function membership(...texts: string[]) {
    const made = new LiveMembership({
      unit: 'user',
      identities: new Identities(new Map()),
      onTransition: () => undefined,
    });
    const cohorts = texts.map((text, i) => {
      const parsed = parseCohort(text);
      if (!parsed.ok) throw new Error(must(parsed.problems[0], 'problem').message);
      return made.add(`cohort ${i}`, 1, parsed.value, { definition: () => undefined });
    });
    made.advance(NOW);
    return { made, cohorts };
  }

  /** Every third user hits the wall twice, the others once. */
  function lived(...texts: string[]): LiveMembership {
    const { made } = membership(...texts);
    const rows = Array.from({ length: USERS }, (_, i) =>
      Array.from({ length: i % 3 === 0 ? 2 : 1 }, (_of, n) =>
        storedEvent({
          project: 'p',
          name: 'wall',
          user: String(1_000_000 + i),
          time: NOW - i - n,
          seq: 2 * i + n,
        }),
      ),
    );
    made.apply(rows.flat(), NOW);
    return made;
  }

  it('gives back what was kept, in several parts', async () => {
    await saveSnapshot(path, of, [['user', lived(WALLS)]]);
    const { made, cohorts } = membership(WALLS);
    const snapshot = must(await openSnapshot(path, of), 'snapshot');
    const slots = must(await snapshot.restore('user', made), 'slots');
    expect(await snapshot.restore('account', membership().made)).toBeUndefined();
    await snapshot.close();
    expect([...slots]).toEqual([...made.plan.slots]);
    const cohort = must(cohorts[0], 'cohort');
    made.ask(cohort, NOW, Number.POSITIVE_INFINITY);
    expect(made.units.size).toBe(USERS);
    expect(cohort.members.size).toBe(USERS / 3);
    expect(made.units.get('1000001')?.knownSince).toBe(NOW - 1);
  });

  it('says which clauses have to be fed again: new ones, and those that keep more than numbers', async () => {
    await saveSnapshot(path, of, [['user', lived(WALLS, SESSIONS)]]);
    const { made } = membership(SESSIONS, WALLS.replace('2 times', '4 times'), WALLS);
    const snapshot = must(await openSnapshot(path, of), 'snapshot');
    const slots = must(await snapshot.restore('user', made), 'slots');
    await snapshot.close();
    expect([...slots].map(({ id }) => id)).toEqual([2]);
  });

  it('is not there when it is of another checkpoint, project or version of the code, damaged, or cut off', async () => {
    await saveSnapshot(path, of, [['user', lived(WALLS)]]);
    for (const other of [{ ordinal: 8 }, { project: 'q' }, { code: 'another' }]) {
      expect(await openSnapshot(path, { ...of, ...other })).toBeUndefined();
    }
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, -1));
    expect(await openSnapshot(path, of)).toBeUndefined();
    const damaged = Buffer.from(bytes);
    damaged[1_000] = must(damaged[1_000], 'byte') ^ 1;
    await writeFile(path, damaged);
    const snapshot = must(await openSnapshot(path, of), 'snapshot');
    await expect(snapshot.restore('user', membership(WALLS).made)).rejects.toThrow('is damaged');
    await snapshot.close();
    expect(await openSnapshot(join(folder, 'none'), of)).toBeUndefined();
  });
});
