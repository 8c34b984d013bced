import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { temporaryData } from '../../../../../test/support/temporary-data.ts';
import { openApp } from '../../app.ts';
import { loadConfig } from '../../config.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';
import type { Terminal } from '../context.ts';
import { runCli } from '../run-cli.ts';
import { startServer } from './serve.ts';

describe('cusp cohort', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    data = await temporaryData('cohort');
    const config = loadConfig({ data, port: '0', log: 'silent' });
    const app = await openApp(config);
    const { access, store } = app.dependencies;
    const project = must(await access.project('default'), 'project').id;
    const events = Array.from({ length: 120 }, (_, i) =>
      storedEvent({
        project,
        name: i % 3 === 0 ? 'paywall' : 'view',
        time: Date.UTC(2026, 0, 1) + i,
        by: i === 0 ? '=cmd()' : `user-${i}`,
        userUpdates: { plan: i % 2 === 0 ? 'free' : 'pro' },
      }),
    );
    await store.insert('events', eventRows(events));
    await app.close();
    server = await startServer(config, { out: () => undefined, err: () => undefined, interactive: false });
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: [] as string[], err: [] as string[] };
    const terminal: Terminal = {
      out: (text) => said.out.push(text),
      err: (text) => said.err.push(text),
      interactive: false,
    };
    const code = await runCli(['--data', data, 'cohort', ...args], terminal);
    return { code, out: said.out.join('\n'), err: said.err.join('\n') };
  }

  it('creates, lists, shows, edits and archives, no line wider than 80', async () => {
    const file = join(data, 'definition.txt');
    await writeFile(file, 'users who\n  did paywall\n  and have plan = "free"\n');
    const said = [
      await run('create', 'free at the wall', file, '--description', 'who pays next'),
      await run('edit', 'free at the wall', '--text', 'users who did paywall and have plan = "pro"'),
      await run('create', 'anyone', '--text', 'users who did paywall or did view'),
      await run(
        'create',
        'long',
        '--text',
        `users who ${'did paywall in the last 14 days and '.repeat(4)}did view`,
      ),
      await run('list'),
      await run('show', 'free at the wall'),
      await run('versions', 'free at the wall'),
      await run('preview', 'free at the wall'),
      await run('members', 'anyone'),
      await run('archive', 'anyone'),
      await run('archive', 'anyone', '--undo'),
    ];
    expect(said.map((each) => [each.code, each.err])).toEqual(said.map(() => [0, '']));
    const lines = said.flatMap((each) => each.out.split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(must(said[4], 'list').out).toMatch(/free at the wall +2 +20 +live .* users who did/);
    expect(must(said[6], 'versions').out.split('\n').length).toBe(3);
    expect(must(said[7], 'preview').out).toMatch(/^20 users, 16\.7% of 120 known at /);
  });

  it('pages through all members as CSV that no spreadsheet runs, and says what a table leaves out', async () => {
    await run('create', 'all', '--text', 'users who did any event');
    const csv = (await run('members', 'all', '--csv', '--properties', 'plan')).out.split('\n');
    expect(csv.length).toBe(121);
    expect(csv).toContain("'=cmd(),free");
    const shown = (await run('members', 'all')).out;
    expect(shown).toContain('120 users');
    expect(shown).toContain('70 of them not shown');
    const json = (await run('--json', 'members', 'all', '--limit', '7')).out.split('\n');
    expect(json.map((line) => JSON.parse(line).id).length).toBe(7);
  });

  it('shows where a definition is wrong, and warns of names that nothing carries', async () => {
    const wrong = await run('create', 'wrong', '--text', 'users who did');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('^');
    expect(wrong.err).toContain('has a mistake');
    const slip = await run('preview', '--text', 'users who did paywal');
    expect(slip.out).toContain('warning: no event named "paywal" has come in: did you mean "paywall"?');
    expect((await run('show', 'all of')).err).toContain('there is no cohort "all of"');
    expect((await run('members', 'all', '--limit', 'x')).code).toBe(1);
  });
});
