import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { temporaryData } from '../../../../../test/support/temporary-data.ts';
import { openApp } from '../../app.ts';
import { loadConfig } from '../../config.ts';
import { DAY_MS, MINUTE_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import type { Terminal } from '../context.ts';
import { TERMINAL_WIDTH } from '../output/table.ts';
import { runCli } from '../run-cli.ts';
import { startServer } from './serve.ts';

const T = Date.now() - 2 * DAY_MS;

describe('a funnel on the command line', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    data = await temporaryData('funnel');
    const app = await openApp({ ...loadConfig({ data }), logLevel: 'silent' });
    const [project] = await app.dependencies.access.projects();
    const at = (
      by: string,
      name: string,
      minutes: number,
      properties: Record<string, string | string[]> = {},
    ) =>
      storedEvent({
        project: project?.id ?? '',
        by,
        name,
        time: T + minutes * MINUTE_MS,
        sessionId: by === 'cat' && name === 'upgraded' ? 2 : 1,
        properties,
        userProperties: { plan: by === 'cat' ? 'team' : 'free' },
      });
    await app.dependencies.store.insert(
      'events',
      eventRows([
        ...[at('ann', 'wall', 0, { limits: ['seats', 'api'] }), at('ann', 'docs', 5), at('ann', 'plans', 10)],
        ...[at('ann', 'upgraded', 12, { limits: ['api'] })],
        ...[at('bob', 'plans', 20), at('bob', 'wall', 30, { limits: ['api'] }), at('bob', 'chat', 31)],
        ...[at('bob', 'plans', 32), at('bob', 'upgraded', 33, { limits: ['seats'] })],
        ...[at('cat', 'wall', 40, { limits: ['storage'] }), at('cat', 'upgraded', 50)],
        at('dan', 'wall', 60),
      ]),
    );
    await app.close();
    const quiet: Terminal = { out: () => undefined, err: () => undefined, interactive: false };
    server = await startServer(loadConfig({ data, port: '0', log: 'silent' }), quiet);
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function cusp(...args: string[]): Promise<string> {
    const said: string[] = [];
    const terminal: Terminal = { out: (t) => said.push(t), err: (t) => said.push(t), interactive: false };
    await runCli(['--data', data, ...args], terminal);
    const text = said.join('\n');
    if (!args.includes('--json'))
      expect(
        text.split('\n').filter((line) => !line.startsWith('cusp: ') && [...line].length > TERMINAL_WIDTH),
      ).toEqual([]);
    return text;
  }
  const steps = ['wall', 'plans', 'upgraded'];
  const counts = async (...args: string[]): Promise<number[]> => {
    const { answer } = JSON.parse(await cusp('funnel', ...args, '--json')) as {
      answer: { steps: { count: number }[] };
    };
    return answer.steps.map(({ count }) => count);
  };

  it('takes what narrows a path in words', async () => {
    expect(await counts(...steps)).toEqual([4, 2, 2]);
    expect(await counts(...steps, '--order', 'any')).toEqual([4, 2, 2]);
    expect(await counts(...steps, '--order', 'exact')).toEqual([4, 0, 0]);
    expect(await counts(...steps, '--exclude', 'chat')).toEqual([4, 1, 1]);
    expect(await counts(...steps, '--exclude', 'chat between 2 and 3')).toEqual([4, 2, 2]);
    expect(await counts(...steps, '--optional', '2')).toEqual([4, 2, 3]);
    expect(await counts('wall', 'upgraded', '--within', 'session')).toEqual([4, 2]);
    expect(await counts('wall', 'upgraded', '--within', 'pauses')).toEqual([4, 3]);
    expect(await counts('wall', 'upgraded', '--hold', 'limits')).toEqual([3, 1]);
    expect(await counts('wall', 'upgraded', '--hold', 'limits', '--count', 'each')).toEqual([4, 1]);
    expect(await counts('wall', 'upgraded', '--count', 'totals', '--new', 'first-day')).toEqual([4, 3]);
    expect(await counts('wall', 'upgraded', '--last', '1d')).toEqual([0, 0]);
  });

  it('draws what is beside the steps', async () => {
    const optional = await cusp('funnel', ...steps, '--optional', '2');
    expect(optional).toContain('(may be left out) plans');
    expect(optional).toMatch(/went on: with it 100\.0% of 2 .*\n +without it 50\.0% of 2/);
    const by = await cusp('funnel', ...steps, '--by', 'limits', '--by-each');
    expect(by).toMatch(/users by limits at the first step\n.*\napi +2 +2 +2 +100\.0%/);
    expect(await cusp('funnel', ...steps, '--by', 'user.plan', '--by-step', '3')).toMatch(
      /\(not at step 3\) +2/,
    );
    expect(await cusp('funnel', ...steps, '--by', 'limits', '--by-hits', 'wall')).toContain(
      'every value they had',
    );
    const times = await cusp('funnel', 'wall', 'upgraded', '--times', '--buckets', '5min,12min');
    expect(times).toMatch(/under 5 min +1 +█+/);
    expect(times).toMatch(/12 min or more +1/);
    expect(times).toMatch(/ 2 +10 min/);
    const often = await cusp('funnel', 'wall', 'upgraded', '--frequency', 'plans');
    expect(often).toMatch(
      /How often plans before step 2, by users\nunder 1 +1 .*\n1 to under 2 +1 .*\n2 to under 3 +1/,
    );
    const over = await cusp('funnel', 'wall', 'upgraded', '--within', '30d', '--over-time', 'week');
    expect(over).toMatch(/\* not over yet/);
    const segments = await cusp(
      ...['funnel', 'wall', 'upgraded', '--segment', 'users who did plans', '--segment', 'everyone-else'],
    );
    expect(segments).toContain('two-sided pooled z-test of two proportions, Holm');
    expect(segments).toMatch(/everyone-else +-50\.0/);
  });

  it('saves the users of a bar as a cohort', async () => {
    const bar = ['--last', '30d', '--within', '1h'];
    const saved = await cusp('funnel', ...steps, ...bar, '--save-cohort', 'stuck', '--bar', '2', '--dropped');
    expect(saved).toContain('and did not do wall then plans within 1 hour, in the last 30 days');
    const members = await cusp('cohort', 'members', 'stuck', '--json');
    expect([...members.matchAll(/"id": ?"(\w+)"/g)].map(([, id]) => id).sort()).toEqual(['cat', 'dan']);
    const quietly = ['--save-cohort', 'quiet', '--exclude', 'chat', '--json'];
    const without = await cusp('funnel', ...steps.slice(0, 2), ...bar, ...quietly);
    expect(without).toContain(
      'in funnel (wall then plans) reached step 2 within 1 hour without chat, in the last 30 days',
    );
    const quiet = await cusp('cohort', 'members', 'quiet', '--json');
    expect(quiet).toMatch(/"id": ?"\w+"/);
    const refused = await cusp(
      ...[
        'funnel',
        ...steps,
        ...bar,
        '--save-cohort',
        'no',
        '--members-as-of',
        '2026-01-01',
        '--cohort',
        'quiet',
      ],
    );
    expect(refused).toContain('membership as of now');
  });

  it('tells misuse in a line', async () => {
    expect(await cusp('funnel', ...steps, '--bar', '2')).toContain('need --save-cohort');
    expect(await cusp('funnel', ...steps, '--optional', '9')).toContain('no step 9');
    expect(await cusp('funnel', ...steps, '--optional', '3')).toContain('the first and the last step');
    expect(await cusp('funnel', ...steps, '--exclude', 'chat between 3 and 2')).toContain('before step 2');
  });
});
