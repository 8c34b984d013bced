import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { type TemporaryServer, temporaryServer } from '../../../../../test/support/temporary-server.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';

const NOW = Date.UTC(2026, 0, 10);
const VALUES = 400;

const wall = { names: ['wall'], filters: [] };
const range = { from: NOW - 2 * DAY_MS, to: NOW };
const reversed = { from: NOW, to: NOW - DAY_MS };
const reversedWindow = { window: { kind: 'between', ...reversed } };
const definition = {
  unit: 'user',
  where: { kind: 'event-count', event: wall, op: 'at-least', count: 1, window: { kind: 'ever' } },
};

/** A question of each kind that is answered. */
const GOOD: Readonly<Record<string, object>> = {
  cohort: { kind: 'cohort', cohort: definition },
  funnel: { kind: 'funnel', steps: [wall, wall], ...range },
  'funnel-people': {
    kind: 'funnel-people',
    funnel: { kind: 'funnel', steps: [wall, wall], ...range },
    bar: 2,
  },
  retention: { kind: 'retention', start: { kind: 'event', event: wall, ...range } },
  'retention-cell': {
    kind: 'retention-cell',
    retention: { kind: 'retention', start: { kind: 'event', event: wall, ...range } },
    interval: 1,
  },
  'usage-interval': { kind: 'usage-interval', ...range },
  lifecycle: { kind: 'lifecycle', ...range },
  backtest: { kind: 'backtest', cohort: definition, goal: wall, instants: [NOW - DAY_MS] },
  validation: {
    kind: 'validation',
    cohort: definition,
    goal: wall,
    instants: 1,
    horizon: { amount: 2, unit: 'day' },
  },
  journey: { kind: 'journey', anchor: wall },
  drivers: { kind: 'drivers', from: wall, to: wall },
  'segmentation of events': { kind: 'segmentation', of: 'events', event: wall },
  'segmentation of a cohort': {
    kind: 'segmentation',
    of: 'cohort',
    cohort: definition,
    split: { by: 'property', property: 'plan' },
  },
  'lookup of one': { kind: 'lookup', of: 'one', id: 'user-0' },
  'lookup of a timeline': { kind: 'lookup', of: 'timeline', id: 'user-0' },
  'lookup by search': { kind: 'lookup', of: 'search', text: 'user' },
};

describe('mistakes in a question', () => {
  let temporary: TemporaryServer;
  beforeAll(async () => {
    temporary = await temporaryServer(NOW);
    const { project, store } = temporary;
    const events = Array.from({ length: VALUES }, (_, i) =>
      storedEvent({
        project,
        name: 'wall',
        by: `user-${i}`,
        time: NOW - DAY_MS + i,
        properties: { value: `value ${i}` },
      }),
    );
    await store.insert('events', eventRows(events));
  });
  afterAll(() => temporary.dispose());

  async function ask(question: object) {
    const { statusCode, headers, body } = await temporary.server.inject({
      method: 'POST',
      url: '/api/v1/query',
      headers: temporary.headers,
      payload: JSON.stringify(question),
    });
    return { status: statusCode, type: String(headers['content-type']), body: JSON.parse(body) };
  }

  async function refused(question: object) {
    const { status, type, body } = await ask(question);
    expect(status, JSON.stringify(body)).toBe(400);
    expect(type).toContain('application/problem+json');
    return body.problems as { code: string; path: string; message: string }[];
  }

  it.each(Object.entries(GOOD))('%s: a field that is not there is named', async (_, good) => {
    expect((await ask(good)).status).toBe(200);
    expect(await refused({ ...good, surprise: 1 })).toMatchObject([
      { code: 'unknown-field', path: 'surprise', message: expect.stringContaining('remove it') },
    ]);
  });

  it.each([
    ['funnel', reversed, 'from'],
    ['retention', { start: { kind: 'event', event: wall, ...reversed } }, 'start.from'],
    ['retention', { start: { kind: 'first-seen', ...reversed } }, 'start.from'],
    ['usage-interval', reversed, 'from'],
    ['lifecycle', reversed, 'from'],
    ['journey', reversedWindow, 'window.to'],
    ['drivers', reversedWindow, 'window.to'],
    ['segmentation of events', reversedWindow, 'window.to'],
  ])('%s: a range that ends before it begins is refused', async (kind, fields, path) => {
    const [problem] = await refused({ ...GOOD[kind], ...fields });
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(/before|later/);
  });

  it.each([
    [0, 'steps'],
    [1, 'steps'],
    [41, 'steps'],
  ])('funnel: %d steps are refused', async (count, path) => {
    const [problem] = await refused({ ...GOOD.funnel, steps: Array.from({ length: count }, () => wall) });
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(count === 41 ? /40/ : /2/);
  });

  it('funnel: 40 steps are answered', async () => {
    const { status, body } = await ask({ ...GOOD.funnel, steps: Array.from({ length: 40 }, () => wall) });
    expect(status).toBe(200);
    expect(body.answer.steps.map(({ count }: { count: number }) => count)).toEqual([
      VALUES,
      ...Array.from({ length: 39 }, () => 0),
    ]);
  });

  it.each([
    ['funnel', { breakdown: { scope: 'event', property: 'value', limit: 400 } }, 'breakdown.limit'],
    ['retention', { breakdown: { scope: 'event', property: 'value', limit: 400 } }, 'breakdown.limit'],
    ['segmentation of events', { breakdown: [{ scope: 'event', property: 'value' }], limit: 400 }, 'limit'],
  ])('%s: more values than fit are refused', async (kind, fields, path) => {
    const [problem] = await refused({ ...GOOD[kind], ...fields });
    expect(problem).toMatchObject({ path, message: expect.stringContaining('100') });
  });

  it(`${VALUES} values are answered with the rest as one`, async () => {
    const breakdown = { scope: 'event', property: 'value', limit: 100 };
    const funnel = (await ask({ ...GOOD.funnel, breakdown })).body.answer.breakdown;
    expect(funnel.rows).toHaveLength(100);
    expect(funnel.other).toMatchObject({ values: VALUES - 100, counts: [VALUES - 100, 0] });
    const retention = (await ask({ ...GOOD.retention, breakdown })).body.answer;
    expect(retention.breakdown.values).toBe(VALUES);
    const other = retention.curves.find(({ group }: { group: { kind: string } }) => group.kind === 'other');
    expect(other.overall.started).toBe(VALUES - 100);
  });

  it('a property that nobody has is answered with a missing value', async () => {
    const breakdown = { scope: 'event', property: 'nowhere' };
    const funnel = (await ask({ ...GOOD.funnel, breakdown })).body.answer.breakdown;
    expect(funnel.rows).toMatchObject([{ value: null, counts: [VALUES, 0] }]);
    const filters = [{ scope: 'event', property: 'nowhere', op: 'is', values: ['x'] }];
    const none = await ask({ ...GOOD.journey, anchor: { names: ['wall'], filters } });
    expect(none.body.answer).toMatchObject({ anchors: 0, units: 0 });
  });
});
