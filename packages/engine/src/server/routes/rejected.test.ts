import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { recordRejected } from '../../ingest/rejected-events.ts';
import { HOUR_MS } from '../../model/time.ts';

/** Far ahead: the engine deletes by its own clock. The clocks of Berlin go forward on 26 March. */
const NOW = Date.UTC(2090, 2, 27, 12);

interface Page {
  readonly rejected: readonly {
    readonly position: number;
    readonly source: string;
    readonly code: string;
    readonly received: number;
  }[];
  readonly total: number;
  readonly next: string | null;
}

describe('rejected events over HTTP', () => {
  let temporary: TemporaryApp;
  const all: { source: string; received: number; position: number; code: string }[] = [];

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW });
    const { access, store } = temporary.app.dependencies;
    const project = await access.project('default');
    await temporary.app.server.inject({
      method: 'PATCH',
      url: '/api/v1/project',
      headers: headers(),
      payload: { timeZone: 'Europe/Berlin' },
    });
    for (let batch = 0; batch < 12; batch += 1) {
      const source = batch % 3 === 0 ? 'import' : 'amplitude';
      // Several batches at one instant, so that pages end among them.
      const received = NOW - Math.floor(batch / 3) * 11 * HOUR_MS;
      const rejections = Array.from({ length: batch + 1 }, (_, position) => ({
        position,
        field: 'time',
        code: position % 2 === 0 ? 'not-an-instant' : 'no-user',
        message: `batch ${batch}`,
        payload: {},
      }));
      for (const { position, code } of rejections) all.push({ source, received, position, code });
      await recordRejected(store, project?.id ?? '', source, received, rejections);
    }
  });
  afterAll(() => temporary.dispose());

  const headers = () => ({ authorization: `Bearer ${temporary.secretKey}` });
  const get = (query: string) =>
    temporary.app.server.inject({ method: 'GET', url: `/api/v1/rejected${query}`, headers: headers() });

  it.each(['', 'source=import&', 'code=no-user&', 'source=amplitude&code=not-an-instant&'])(
    'pages through all of them, each once, with "%s"',
    async (filter) => {
      const seen: Page['rejected'][number][] = [];
      let cursor = '';
      do {
        const page = (await get(`?${filter}limit=7${cursor}`)).json<Page>();
        seen.push(...page.rejected);
        cursor = page.next === null ? '' : `&cursor=${page.next}`;
        expect(page.total).toBe(wanted().length);
      } while (cursor !== '');
      expect(keys(seen)).toEqual(keys(wanted()));
      expect(seen.map(({ received }) => received)).toEqual(
        seen.map(({ received }) => received).toSorted((a, b) => b - a),
      );

      function wanted() {
        const query = new URLSearchParams(filter);
        return all.filter(
          ({ source, code }) =>
            source === (query.get('source') ?? source) && code === (query.get('code') ?? code),
        );
      }
    },
  );

  it('counts by day of the project’s zone', async () => {
    const { days, timeZone } = (await get('/counts?days=4')).json<{
      timeZone: string;
      days: { day: string; from: number; counts: { source: string; code: string; count: number }[] }[];
    }>();
    expect(timeZone).toBe('Europe/Berlin');
    expect(days.map(({ day }) => day)).toEqual(['2090-03-24', '2090-03-25', '2090-03-26', '2090-03-27']);
    expect((days[3]?.from ?? 0) - (days[2]?.from ?? 0)).toBe(23 * HOUR_MS);
    for (const [i, { from, counts }] of days.entries()) {
      const of = all.filter(({ received }) => received >= from && received < (days[i + 1]?.from ?? NOW + 1));
      const expected = new Map<string, number>();
      for (const { source, code } of of) {
        expected.set(`${source} ${code}`, (expected.get(`${source} ${code}`) ?? 0) + 1);
      }
      expect(new Map(counts.map(({ source, code, count }) => [`${source} ${code}`, count]))).toEqual(
        expected,
      );
    }
    const filtered = (await get('/counts?days=1&code=no-user')).json<{
      days: { counts: { code: string }[] }[];
    }>();
    expect(filtered.days).toHaveLength(1);
    expect(filtered.days[0]?.counts.every(({ code }) => code === 'no-user')).toBe(true);
  });

  it.each([
    ['?cursor=nonsense', 'querystring.cursor'],
    ['?limit=0', 'querystring.limit'],
    ['/counts?days=90', 'querystring.days'],
  ])('refuses %s at its place', async (query, path) => {
    const answer = await get(query);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().problems[0].path).toBe(path);
  });
});

function keys(
  rows: readonly { source: string; received: number; position: number; code: string }[],
): string[] {
  return rows
    .map(({ source, received, position, code }) => `${received} ${source} ${position} ${code}`)
    .toSorted();
}
