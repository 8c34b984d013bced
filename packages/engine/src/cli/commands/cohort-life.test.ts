import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { temporaryData } from '../../../../../test/support/temporary-data.ts';
import { openApp } from '../../app.ts';
import { loadConfig } from '../../config.ts';
import { bringIntoForce } from '../../define/cohorts/cohort-records.ts';
import { LIVE_STATE, MemoryLive } from '../../define/membership/live-memory.testing.ts';
import type { Transition } from '../../define/membership/transition.ts';
import { recordTransitions } from '../../define/membership/transition-log.ts';
import { userKey } from '../../model/key.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';
import type { Terminal } from '../context.ts';
import { runCli } from '../run-cli.ts';
import { startServer } from './serve.ts';

const END = Date.UTC(2026, 0, 20, 12);
const LONG = 'someone-with-a-very-long-name-indeed@a-company-with-a-long-name.example.com';

describe('cusp cohort over its life', () => {
  const live = new MemoryLive();
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let project: string;
  let id: string;

  beforeAll(async () => {
    data = await temporaryData('life');
    const config = loadConfig({ data, port: '0', log: 'silent' });
    const app = await openApp(config);
    project = must(await app.dependencies.access.project('default'), 'project').id;
    const event = (by: string, daysAgo: number, plan?: string) =>
      storedEvent({
        project,
        name: 'paywall',
        time: END - daysAgo * DAY_MS,
        by,
        ...(plan ? { userUpdates: { plan } } : {}),
      });
    await app.dependencies.store.insert(
      'events',
      eventRows([
        ...Array.from({ length: 90 }, (_, i) =>
          storedEvent({
            project,
            name: 'export',
            time: END - i * 1_000,
            by: 'ann',
            properties: { kind: `k${i % 7}` },
          }),
        ),
        event('ann', 3),
        event('ann', 2),
        event('bob', 3),
        event(LONG, 4),
        event(LONG, 3.5, 'pro'),
      ]),
    );
    await app.close();
    server = await startServer(
      config,
      { out: () => undefined, err: () => undefined, interactive: false },
      { live },
    );
    await run(
      'create',
      'stuck',
      '--text',
      'users who did paywall at least 2 times and do not have plan = "pro"',
    );
    id = JSON.parse((await run('show', 'stuck', '--json')).out).id;
    await record(1, 2, 3);
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return runSaying({ out: [], err: [] }, ...args);
  }

  /** What it says is in `said` as it comes. */
  async function runSaying(
    said: { readonly out: string[]; readonly err: string[] },
    ...args: string[]
  ): Promise<{ code: number; out: string; err: string }> {
    const terminal: Terminal = {
      out: (text) => said.out.push(text),
      err: (text) => said.err.push(text),
      interactive: false,
    };
    const code = await runCli(['--data', data, 'cohort', ...args], terminal);
    const [out, err] = [said.out.join('\n'), said.err.join('\n')];
    if (!args.includes('--json') && !args.includes('--csv'))
      expect(
        `${out}\n${err}`.split('\n').filter((line) => [...line].length > 80 && !/^(cusp|error): /.test(line)),
      ).toEqual([]);
    return { code, out, err };
  }

  async function record(...ordinals: number[]): Promise<readonly Transition[]> {
    const made = ordinals.map((ordinal): Transition => {
      return {
        ordinal,
        cohort: id,
        version: 1,
        unit: 'user',
        subject: userKey(ordinal % 2 === 1 ? 'ann' : LONG),
        direction: ordinal % 2 === 1 ? 'entered' : 'exited',
        at: END + ordinal * 1_000,
        recorded: END + ordinal * 1_000,
        cause: 'event',
        isLate: ordinal === 2,
        values: [2, ordinal === 2 ? 'pro' : null],
      };
    });
    await recordTransitions(server.app.dependencies.store, project, made, undefined);
    return made;
  }

  it('shows at a glance whether cohorts are fresh', async () => {
    const now = Date.now();
    live.current = { ...LIVE_STATE, size: 1_234, watermark: now - 2_000, lastTransition: now - 3_600_000 };
    const list = (await run('list')).out.split('\n');
    expect(list[0]).toMatch(/^name +v +members +state +behind +last change +definition$/);
    expect(list[1]).toMatch(/^stuck +1 +1,234 +live +\d+ s +1 h ago +users who did/);
    expect((await run('show', 'stuck')).out).toMatch(
      /\nlive: version 1 is read, 1,234 members\nright up to .* \d+ s behind\nlast change .*, 1 h ago\n/,
    );
    live.current = { ...LIVE_STATE, state: 'stopped', error: 'the store is full' };
    expect((await run('list')).out).toContain('stuck: the store is full');
    live.current = LIVE_STATE;
  });

  it('says why someone is a member or is not', async () => {
    const ann = (await run('why', 'stuck', 'ann', '--as-of', '2026-01-20T12:00:00Z')).out;
    expect(ann).toContain('ann is a member of "stuck" (version 1), since 2026-01-18 12:00:00 UTC (2 d)');
    expect(ann).toContain(
      '✓ did paywall at least 2 times\n    has seen 2\n    holds since 2026-01-18 12:00:00 UTC (2 d)',
    );
    expect(ann).toContain('✓ not: have plan = "pro"');
    expect(ann).toMatch(/2026-01-18 12:00:00 UTC +still +2 d/);
    const bob = (await run('why', 'stuck', 'bob')).out;
    expect(bob).toContain('✗ did paywall at least 2 times\n    has seen 1: 1 more');
    const long = (await run('why', 'stuck', LONG)).out;
    expect(long).toContain('✗ not: have plan = "pro"\n    has seen "pro": holds, and must not');
    expect((await run('why', 'stuck', 'eve')).code).toBe(1);
    expect((await run('why', 'stuck')).code).toBe(2);
  });

  it('lists what was recorded, as a table, CSV and JSON', async () => {
    const { out } = await run('transitions', 'stuck');
    expect(out.split('\n').length).toBe(6);
    expect(out).toMatch(/2026-01-20 12:00:02 +- +someone-with-a-ver.*… +1 +event, late +2 · "pro"/);
    expect((await run('transitions', 'stuck', '--limit', '2')).out).toContain('there are older ones');
    const csv = (await run('transitions', 'stuck', '--csv', '--of', 'ann')).out.split('\n');
    expect(csv.length).toBe(3);
    expect(csv[1]).toBe(
      '3,1,user,ann,entered,2026-01-20T12:00:03.000Z,2026-01-20T12:00:03.000Z,event,false,"[2,null]"',
    );
    const json = (await run('transitions', 'stuck', '--json', '--direction', 'exited')).out.split('\n');
    expect(json.map((line) => JSON.parse(line).ordinal)).toEqual([2]);
  });

  it('watches from an ordinal on and what comes', async () => {
    const watching = run('watch', 'stuck', '--after', '1', '--limit', '3');
    await expect.poll(() => live.listening(id)).toBe(1);
    live.tell(id, await record(4));
    const { code, out, err } = await watching;
    expect(code).toBe(0);
    expect(err).toContain('watching stuck: live, version 1, 2 members');
    const lines = out.split('\n');
    expect(lines.length).toBe(4);
    expect(lines[2]).toBe('2026-01-20 12:00:03  + ann                     event       2 · -');
    expect(lines[3]).toMatch(/^2026-01-20 12:00:04 {2}- someone-with-a-very-l… {2}event {7}2 · -$/);
  });

  it('goes on where it was when the server comes back, and refuses when none runs', async () => {
    const said = { out: [] as string[], err: [] as string[] };
    const watching = runSaying(said, 'watch', 'stuck', '--after', '4', '--limit', '2', '--json');
    await expect.poll(() => live.listening(id)).toBe(1);
    live.tell(id, await record(5));
    await expect.poll(() => said.out.length).toBe(1);
    const config = loadConfig({ data, port: '0', log: 'silent' });
    await server.close();
    expect((await run('watch', 'stuck')).err).toContain('no server runs on this data');
    server = await startServer(
      config,
      { out: () => undefined, err: () => undefined, interactive: false },
      { live },
    );
    await record(6);
    const { out, err } = await watching;
    expect(out.split('\n').map((line) => JSON.parse(line).ordinal)).toEqual([5, 6]);
    expect(err).toContain('the connection broke: trying to go on where it was');
  });

  it('draws the population over time, also as CSV', async () => {
    const range = ['--from', '2026-01-17', '--to', '2026-01-20T12:00Z'];
    const { out } = await run('population', 'stuck', ...range);
    expect(out).toMatch(
      /2026-01-17 +0 +0 +0 *\n2026-01-18 +1 +█{30} +1 +0\n2026-01-19 +1 +█{30} +0 +0\n2026-01-20\* +1 /,
    );
    expect(out).toContain('* up to 2026-01-20 12:00:00 UTC');
    const csv = (await run('population', 'stuck', '--csv', '--every', 'week', ...range)).out.split('\n');
    expect(csv).toEqual([
      'from,to,members,entered,exited',
      '2026-01-12T00:00:00.000Z,2026-01-19T00:00:00.000Z,1,1,0',
      '2026-01-19T00:00:00.000Z,2026-01-20T12:00:00.000Z,1,0,0',
    ]);
    expect((await run('population', 'stuck', '--every', 'year')).code).toBe(2);
  });

  it('waits with its progress until an edit is read, and then shows it', async () => {
    const editing = run('edit', 'stuck', '--text', 'users who did paywall');
    await expect.poll(async () => (await run('list')).out).toContain('stuck: version 2 waits');
    live.current = { ...LIVE_STATE, building: { version: 2, share: 0.4 } };
    expect((await run('list')).out).toContain('stuck: version 2 waits, 40% built');
    await bringIntoForce(server.app.dependencies.records, [{ cohortId: id, version: 2 }]);
    live.current = { ...LIVE_STATE, version: 2, size: 3 };
    const { code, out } = await editing;
    expect(code).toBe(0);
    expect(out).toContain('stuck  (version 2, changed');
    expect(out).toContain('live: version 2 is read, 3 members');
  });

  it('does not wait when told so, and says why a version will not be read', async () => {
    const { out } = await run('edit', 'stuck', '--no-wait', '--text', 'users who did view');
    expect(out).toContain('version 3 waits until it is built:\n\nusers who did view');
    expect((await run('rollback', 'stuck', '2')).code).toBe(0);
    live.current = { ...LIVE_STATE, version: 2, state: 'stopped', error: 'the store is full' };
    const stopped = await run('edit', 'stuck', '--text', 'users who did view', '--json');
    expect([stopped.code, stopped.err]).toEqual([
      1,
      'cusp: version 4 of "stuck" is saved and not read: the store is full: see `cusp cohort show`',
    ]);
    live.current = { ...LIVE_STATE, version: 2 };
  });

  it('compares versions, and what an edit would change', async () => {
    const versions = (await run('versions', 'stuck')).out.split('\n');
    expect(versions.slice(1).map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual([
      ['4', 'building'],
      ['3', 'dropped'],
      ['2', 'in-force'],
      ['1', expect.stringMatching(/^20/)],
    ]);
    const diff = (await run('diff', 'stuck', '1', '2')).out;
    expect(diff).toContain('stuck: version 1 -> version 2');
    expect(diff).toContain('+ users who did paywall');
    expect(diff).toMatch(/2 would come, 0 go, 1 stay\ncoming: /);
    const unsaved = (await run('diff', 'stuck', '--text', 'users who have plan = "pro"')).out;
    expect(unsaved).toContain('version 2 -> not saved');
    expect(unsaved).toMatch(/0 would come, 2 go, 1 stay/);
    expect((await run('diff', 'stuck', 'x')).code).toBe(2);
    expect((await run('diff', 'stuck', '9')).err).toContain('has no version 9: it has 4, 3, 2, 1');
  });

  it('counts everything to say why, and says of what was recorded that it may have been more', async () => {
    const definition = [
      'users who did export at least 3 times in the last 1 hour',
      'and did export at least 2 times in any 10 seconds, in the last 1 hour',
      'and did export with distinct values of kind >= 2 in the last 1 hour',
      'and did export on at most 8 days in the last 30 days',
    ];
    const text = definition.join(' ');
    id = JSON.parse((await run('create', 'busy', '--no-wait', '--json', '--text', text)).out).id;
    const why = JSON.parse(
      (await run('why', 'busy', 'ann', '--as-of', '2026-01-20T12:00:00Z', '--json')).out,
    );
    expect(why.clauses.map(({ value }: { value: unknown }) => value)).toEqual([90, 10, 7, 1]);
    const seen = [4, 2, 3, 1];
    const transition = {
      cohort: id,
      version: 1,
      unit: 'user' as const,
      subject: userKey('ann'),
      recorded: END,
    };
    await recordTransitions(
      server.app.dependencies.store,
      project,
      [
        {
          ...{ ...transition, ordinal: 100, direction: 'entered', at: END, cause: 'start', isLate: false },
          values: seen,
        },
      ],
      undefined,
    );
    const json = JSON.parse((await run('transitions', 'busy', '--json')).out);
    expect(json.values.map(({ value, orMore }: Record<string, unknown>) => [value, orMore])).toEqual([
      [4, true],
      [2, true],
      [3, true],
      [1, false],
    ]);
    expect((await run('transitions', 'busy')).out).toContain('4 or more · 2 or more');
    expect((await run('transitions', 'busy', '--csv')).out).toContain(
      '"[""4 or more"",""2 or more"",""3 or more"",1]"',
    );
  });
});
