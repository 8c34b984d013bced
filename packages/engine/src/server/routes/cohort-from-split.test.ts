import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);
const BLOCKED = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: { names: ['wall'], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'ever' },
  },
};

describe('a segment as a cohort', () => {
  let temporary: TemporaryApp;
  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW });
    const { access, store } = temporary.app.dependencies;
    const { id: project } = must(await access.project('default'), 'project default');
    const wall = (by: string, limit?: string, size?: number) =>
      storedEvent({
        project,
        by,
        name: 'wall',
        time: NOW - 60_000,
        properties: limit === undefined ? {} : { limit },
        userUpdates: size === undefined ? {} : { size },
      });
    await store.insert(
      'events',
      eventRows([wall('ann', 'seats', 5), wall('abe', 'seats'), wall('bob', 'api', 20), wall('cat')]),
    );
  });
  afterAll(() => temporary.dispose());

  async function from(split: object, segment: object, name?: string) {
    const answer = await temporary.app.server.inject({
      method: 'POST',
      url: '/api/v1/cohorts/from-split',
      headers: { authorization: `Bearer ${temporary.secretKey}` },
      payload: { split: { kind: 'segmentation', of: 'cohort', cohort: BLOCKED, ...split }, segment, name },
    });
    return { status: answer.statusCode, told: answer.json() };
  }
  const byLimit = {
    split: {
      by: 'limit',
      event: { names: ['wall'], filters: [] },
      property: 'limit',
      window: { kind: 'ever' },
    },
    limit: 1,
  };

  it.each([
    [byLimit, { kind: 'value', value: 'seats' }, 2],
    [byLimit, { kind: 'other' }, 1],
    [byLimit, { kind: 'none' }, 1],
    [{ split: { by: 'size', property: 'size', buckets: [10] } }, { to: null, from: 10, kind: 'range' }, 1],
  ])('has the definition of %j %j', async (split, segment, members) => {
    const { status, told } = await from(split, segment);
    expect(status, JSON.stringify(told)).toBe(200);
    expect(told).toMatchObject({ members, cohort: null, text: expect.stringContaining('users who') });
  });

  it('saves it under a name once, and names the segments that there are', async () => {
    const seats = { kind: 'value', value: 'seats' };
    const saved = await from(byLimit, seats, 'out of seats');
    expect(saved.told.cohort).toMatchObject({ name: 'out of seats' });
    expect((await from(byLimit, seats, 'out of seats')).status).toBe(409);
    const none = await from(byLimit, { kind: 'value', value: 'storage' });
    expect(none.status).toBe(400);
    expect(none.told.detail).toContain('"value":"seats"');
  });
});
