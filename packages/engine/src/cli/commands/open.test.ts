import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRecordTemplate } from '../../../../../test/support/record-template.ts';
import { loadConfig } from '../../config.ts';
import { runCli } from '../run-cli.ts';
import { appLinkLine, type RunningServer, startServer } from './serve.ts';

describe('letting people in from the command line', () => {
  let data: string;
  let server: RunningServer | undefined;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'cusp-open-'));
    await copyRecordTemplate(join(data, 'records'));
  });
  afterAll(async () => {
    await server?.close();
    await rm(data, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const lines = { out: [] as string[], err: [] as string[] };
    const code = await runCli(['--data', data, ...args], {
      out: (text) => lines.out.push(text),
      err: (text) => lines.err.push(text),
      interactive: false,
    });
    return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
  }

  it('says what to do while no server runs, and invites all the same', async () => {
    expect(await run('open')).toMatchObject({ code: 1, err: expect.stringContaining('start `cusp serve`') });
    const invited = await run('team', 'invite', 'ann@example.com');
    expect(invited.out).toMatch(/^http:\/\/127\.0\.0\.1:4777\/join#[\w-]{43}\n\(works once, until /);
  });

  it('prints links that let a browser in once, and invitations', async () => {
    const quiet = { out: () => undefined, err: () => undefined, interactive: false };
    server = await startServer(loadConfig({ data, port: '0', log: 'silent' }, {}), quiet);
    const line = await appLinkLine(server, 'cusp open');
    expect(line.split('\n').length).toBe(1);
    const printed = /http:\S+$/.exec(line)?.[0] ?? '';
    const fresh = (await run('open')).out;
    expect(fresh).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43}$/);
    for (const link of [printed, fresh]) {
      const first = await fetch(link, { redirect: 'manual' });
      expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
      expect((await fetch(link, { redirect: 'manual' })).status).toBe(410);
    }
    expect(JSON.parse((await run('--json', 'open')).out)).toMatchObject({ expiresAt: expect.any(Number) });

    const link =
      (await run('user', 'invite', 'bob@example.com', '--role', 'viewer')).out.split('\n')[0] ?? '';
    expect(link.startsWith(`${server.url}/join#`)).toBe(true);
    const accepted = await fetch(`${server.url}/api/v1/session/invitation/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ token: link.split('#')[1], name: 'Bob', password: 'correct horse battery' }),
    });
    expect(accepted.status).toBe(200);
    expect((await run('team', 'list')).out).toMatch(/Bob +bob@example\.com +viewer/);
    expect((await run('team', 'role', 'Bob@example.com', 'editor')).out).toBe(
      'Bob@example.com is editor now',
    );
    expect((await run('team', 'role', 'eve@example.com', 'editor')).err).toContain('it has bob@example.com');
    expect((await run('team', 'reset', 'bob@example.com')).out).toContain(`${server.url}/reset#`);
    expect((await run('team', 'remove', 'bob@example.com')).code).toBe(0);
    expect((await run('team', 'list', '--json')).out).toContain('"members": []');
    const elsewhere = await run('--url', server.url, 'open');
    expect(elsewhere.code).toBe(1);
  });
});
