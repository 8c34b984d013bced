import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';

const NOW = Date.UTC(2026, 4, 31);

describe('from a cohort to what became of it, over HTTP', () => {
  let temporary: TemporaryApp;
  const bodies: string[] = [];
  const receiver = createServer((request, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => response.writeHead(204).end());
  });
  let hook = '';

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const view = (user: string, event_type: string, daysAgo: number) => ({
      user_id: user,
      device_id: `${user}-device`,
      event_type,
      time: NOW - daysAgo * DAY_MS,
      insert_id: `${user}-${event_type}-${daysAgo}`,
      user_properties: { plan: 'free' },
    });
    const events = Array.from({ length: 10 }, (_, i) => view(`user-${i}`, i < 4 ? 'paywall' : 'view', 25));
    events.push(
      view('user-0', 'upgraded', 20),
      view('user-1', 'upgraded', 18),
      view('user-7', 'upgraded', 15),
    );
    const sent = await temporary.app.server.inject({
      method: 'POST',
      url: '/batch',
      payload: { api_key: temporary.writeKey, events },
    });
    expect(sent.statusCode).toBe(200);
  });
  afterAll(async () => {
    await new Promise((resolve) => receiver.close(resolve));
    await temporary.dispose();
  });

  async function call(method: 'GET' | 'POST', url: string, payload?: object) {
    const answer = await temporary.app.server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${temporary.secretKey}` },
      ...(payload === undefined ? {} : { payload }),
    });
    return {
      status: answer.statusCode,
      body: String(answer.headers['content-type']).includes('json') ? answer.json() : answer.body,
    };
  }

  it('refuses a receiver on a private address unless the operator allows it', async () => {
    await call('POST', '/api/v1/cohorts', {
      name: 'stuck',
      text: 'users who did paywall in the last 14 days',
    });
    const refused = await call('POST', '/api/v1/exports', {
      cohort: 'stuck',
      receiver: { kind: 'webhook', url: hook },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'private-address', path: 'url' }] },
    });
    expect(bodies).toEqual([]);
  });

  it('exports to CSV, pages runs, hands out the files, and measures', async () => {
    const made = await call('POST', '/api/v1/exports', {
      cohort: 'stuck',
      receiver: { kind: 'csv', properties: ['plan'] },
    });
    expect(made.status).toBe(201);
    const id = made.body.id as string;
    const ran = await call('POST', `/api/v1/exports/${id}/runs`, { asOf: NOW - 22 * DAY_MS });
    expect(ran.body).toMatchObject({ outcome: 'applied', entered: 4, exited: 0, total: 4 });
    const file = await call('GET', `/api/v1/exports/${id}/files/${ran.body.files[0]}`);
    expect(file.body.split('\r\n').sort()).toEqual([
      '',
      'id,plan',
      'user-0,free',
      'user-1,free',
      'user-2,free',
      'user-3,free',
    ]);
    expect((await call('GET', `/api/v1/exports/${id}/files/000001-..%2f..csv`)).status).toBe(400);
    expect((await call('GET', `/api/v1/exports/${id}/runs`)).body.runs).toHaveLength(1);
    const timeline = { kind: 'lookup', of: 'timeline', id: 'user-0', limit: 1 };
    const newest = (await call('POST', '/api/v1/query', timeline)).body.answer;
    expect(newest.entries).toMatchObject([
      { kind: 'touch', touch: { what: 'export', name: 'csv of stuck', detail: 'entered' } },
    ]);
    const older = await call('POST', '/api/v1/query', { ...timeline, limit: 9, before: newest.next });
    expect(older.body.answer.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'event',
      'session',
      'property',
      'event',
      'session',
    ]);
    const again = await call('POST', `/api/v1/exports/${id}/runs`, { asOf: NOW });
    expect(again.body).toMatchObject({ outcome: 'applied', exited: 4 });
    const touches = await call('POST', '/api/v1/query', { ...timeline, show: ['touch'] });
    expect(touches.body.answer.entries).toMatchObject([{ touch: { detail: 'exited' } }]);
    const before = await call('POST', '/api/v1/query', {
      ...timeline,
      show: ['touch'],
      before: touches.body.answer.next,
    });
    expect(before.body.answer).toMatchObject({ entries: [{ touch: { detail: 'entered' } }], next: null });
    const measured = await call('POST', '/api/v1/query', {
      kind: 'conversion',
      export: id,
      goal: { names: ['upgraded'], filters: [] },
    });
    expect(measured.body.answer).toMatchObject({
      told: { count: 2, of: 4 },
      runs: [{ told: { count: 2, of: 4 }, others: { count: 1, of: 6 }, mature: true }],
    });
  });

  it('measures on the command line, as CSV with its warnings apart from the rows', async () => {
    const url = await temporary.listen();
    const [made] = (await call('GET', '/api/v1/exports')).body.exports as { id: string }[];
    const measured = async (...args: string[]) => {
      const said = { out: [] as string[], err: [] as string[] };
      const terminal: Terminal = {
        out: (text) => said.out.push(text),
        err: (text) => said.err.push(text),
        interactive: false,
      };
      process.env.CUSP_SECRET_KEY = temporary.secretKey;
      try {
        const code = await runCli(['--url', url, 'measure', must(made, 'export').id, ...args], terminal);
        return { code, out: said.out.join('\n'), err: said.err.join('\n') };
      } finally {
        delete process.env.CUSP_SECRET_KEY;
      }
    };
    const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
    const whole = await measured('--goal', 'upgraded', '--csv');
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(rows(whole.out)).toMatchObject([
      { table: 'answer', 'told.count': '2', 'told.of': '4', 'told.share': '0.5', 'runs.run': '' },
      { table: 'runs', 'told.count': '', 'runs.run': '1', 'runs.mature': 'true', 'runs.others.of': '6' },
    ]);
    const warning = 'warning: goal.names.0: no event "upgradedd" was ever received: did you mean "upgraded"?';
    const mistyped = await measured('--goal', 'upgradedd', '--csv');
    expect(mistyped).toMatchObject({ code: 0, err: warning });
    expect(rows(mistyped.out).map((row) => [row.table, row['told.count'], row['runs.told.count']])).toEqual([
      ['answer', '0', ''],
      ['runs', '', '0'],
    ]);
    const drawn = await measured('--goal', 'upgradedd');
    expect(drawn.err).toBe(warning);
    expect(drawn.out).not.toContain('warning');
    expect(await measured('--goal', 'upgraded', '--within', 'soon', '--csv')).toMatchObject({
      code: 1,
      out: '',
    });
  });

  it('answers mistakes with problems that name the place', async () => {
    const question = { kind: 'conversion', goal: { names: ['upgraded'], filters: [] } };
    expect(await call('POST', '/api/v1/query', { ...question, export: 'nope' })).toMatchObject({
      status: 404,
      body: { problems: [{ code: 'unknown-export', path: 'export' }] },
    });
    expect(
      (await call('POST', '/api/v1/exports', { cohort: 'stuk', receiver: { kind: 'csv' } })).body.problems[0]
        .message,
    ).toContain('did you mean "stuck"');
    expect(
      (await call('POST', '/api/v1/exports', { cohort: 'stuck', receiver: { kind: 'carrier pigeon' } }))
        .status,
    ).toBe(400);
    const future = await call('GET', '/api/v1/exports');
    const id = future.body.exports[0].id as string;
    expect(await call('POST', `/api/v1/exports/${id}/runs`, { asOf: NOW + 1 })).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'asOf' }] },
    });
  });
});
