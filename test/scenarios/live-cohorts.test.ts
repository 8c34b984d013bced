import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../packages/engine/src/cli/commands/serve.ts';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { temporaryData } from '../support/temporary-data.ts';

const QUIET: Terminal = { out: () => undefined, err: () => undefined, interactive: false };

describe('a live cohort of a running server', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let key: string;
  beforeAll(async () => {
    data = await temporaryData('live');
    server = await startServer(loadConfig({ data, port: '0', log: 'silent' }, {}), QUIET);
    const { access } = server.app.dependencies;
    key = (await access.createKey(must(await access.project('default'), 'project'), 'write')).key;
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function cusp(...args: string[]): Promise<{ code: number; out: string }> {
    const said: string[] = [];
    const terminal = {
      ...QUIET,
      out: (text: string) => void said.push(text),
      err: (text: string) => void said.push(text),
    };
    const code = await runCli(['--data', data, 'cohort', ...args], terminal);
    return { code, out: said.join('\n') };
  }

  async function paywall(user: string): Promise<void> {
    const answer = await fetch(`${server.url}/2/httpapi`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        api_key: key,
        events: [{ event_type: 'paywall', user_id: user, time: Date.now() }],
      }),
    });
    expect(answer.status).toBe(200);
  }

  it('is watched as events arrive, asked why, edited in one swap, and rolled back', async () => {
    await paywall('bob-1');
    const made = await cusp(
      'create',
      'stuck',
      '--text',
      'users who did paywall at least 2 times in the last 14 days',
    );
    expect(made.out).toContain('live: version 1 is read, 0 members');

    const watching = cusp('watch', 'stuck', '--after', '0', '--limit', '2');
    await paywall('ann-1');
    await paywall('ann-1');
    await paywall('bob-1');
    const watched = await watching;
    expect(watched.out).toMatch(/\+ ann-1 +event +2\n.*\+ bob-1 +event +2$/);

    expect((await cusp('why', 'stuck', 'ann-1')).out).toMatch(
      /^ann-1 is a member of "stuck" \(version 1\), since/,
    );

    const edited = await cusp('edit', 'stuck', '--text', 'users who did paywall at least 3 times');
    expect(edited.out).toContain('live: version 2 is read, 0 members');
    expect((await cusp('transitions', 'stuck', '--direction', 'exited')).out).toMatch(/bob-1 +2 +definition/);

    expect((await cusp('diff', 'stuck', '2', '1')).out).toContain('2 would come, 0 go, 0 stay');
    const back = await cusp('rollback', 'stuck', '1');
    expect(back.out).toContain('live: version 3 is read, 2 members');
    expect((await cusp('list')).out).toMatch(/stuck +3 +2 +live/);
    expect((await cusp('population', 'stuck', '--every', 'hour', '--json')).code).toBe(0);
  });
});
