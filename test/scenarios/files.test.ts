import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../packages/engine/src/cli/commands/serve.ts';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { rowsOf } from '../support/read-members.ts';

const QUIET: Terminal = { out: () => undefined, err: () => undefined, interactive: false };

describe('a cohort of a running server in files and in Slack', () => {
  let base: string;
  let root: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  let key: string;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'cusp-files-'));
    root = join(base, 'files');
    await mkdir(root);
    const config = loadConfig(
      { data: join(base, 'data'), port: '0', log: 'silent' },
      { CUSP_FILES_ROOT: root },
    );
    server = await startServer(config, QUIET);
    const { access } = server.app.dependencies;
    key = (await access.createKey(must(await access.project('default'), 'project'), 'write')).key;
  });
  afterAll(async () => {
    await server.close();
    await rm(base, { recursive: true, force: true });
  });

  async function cusp(command: string, ...rest: string[]): Promise<{ code: number; out: string }> {
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const args = ['--data', join(base, 'data'), ...command.split(' '), ...rest];
    const code = await runCli(args, { ...QUIET, out: say, err: say });
    return { code, out: said.join('\n') };
  }

  async function did(event_type: string, user_id: string) {
    const events = [{ event_type, user_id, time: Date.now(), user_properties: { seats: 3 } }];
    const answer = await fetch(`${server.url}/2/httpapi`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: key, events }),
    });
    expect(answer.status).toBe(200);
  }

  const files = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  const rows = async (part: string) =>
    (await Promise.all((await files()).filter((path) => path.includes(part)).map(rowsOf))).flat();

  it('is written with why people entered, together and not for each entry, and at once when asked', async () => {
    const refused = await cusp('destination add folder outside --set folder=../outside');
    expect(refused.out).toContain('expected a path below CUSP_FILES_ROOT');
    const added = await cusp('destination add folder lake --set folder=crm --set format=parquet');
    expect(added.out).toBe('destination "lake" is ready');
    expect(await files()).toEqual([]);
    await cusp('cohort create stuck --text', 'users who did wall at least 1 time in the last 14 days');
    const options = '--cohort stuck --destination lake --attribute seats=seats --json';
    const { id } = JSON.parse((await cusp(`sync create ${options}`)).out) as { id: string };
    while ((await rows('all.parquet').catch(() => undefined)) === undefined || (await files()).length === 0)
      await sleep(50);
    await did('wall', 'ann-1');
    await did('wall', 'bob-1');
    await sleep(2_500);
    expect(await rows('/changes/')).toEqual([]);
    while ((await rows('/changes/')).length < 2) await cusp('sync run', id);
    const told = { direction: 'entered', entered_at: expect.any(Date), seats: '3' };
    const reason = 'did wall in the last 14 days: 1';
    expect((await rows('/changes/')).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1))).toEqual([
      { id: 'ann-1', ...told, reason },
      { id: 'bob-1', ...told, reason },
    ]);
    expect((await rows('all.parquet')).map((row) => row.id).toSorted()).toEqual(['ann-1', 'bob-1']);
    expect((await cusp('sync show', id)).out).toMatch(/there +2/);
  });

  it('shows beforehand what Slack would be told, without the address and without what was seen', async () => {
    const url = 'https://hooks.slack.com/services/T0001/B0002/abcdefghijkl';
    expect((await cusp(`destination add slack sales --untested --set url=${url}`)).code).toBe(0);
    const options = '--cohort stuck --destination sales --paused --json';
    const { id } = JSON.parse((await cusp(`sync create ${options}`)).out) as { id: string };
    const { out } = await cusp('sync preview', id);
    expect(out).toContain('+2 / −0, now 2 members');
    expect(out).toMatch(/• 2: did wall in the last 14 days"/);
    expect(out).not.toContain('T0001');
  });
});
