import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltEngine, buildEngine } from '../support/built-engine.ts';
import { post } from '../support/post.ts';

describe('cusp serve, as a process', () => {
  let engine: BuiltEngine;
  let data: string;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    engine = await buildEngine();
    data = await mkdtemp(join(tmpdir(), 'cusp-serve-'));
  });
  afterAll(async () => {
    for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
    await engine.dispose();
  });

  /** Starts a server over the data and waits for server.json; gives what it said on the way. */
  async function serve(): Promise<{ child: ChildProcess; url: string; token: string; said: () => string }> {
    const child = spawn(
      process.execPath,
      [join(engine.folder, 'cli/main.js'), '--data', data, 'serve', '--port', '0'],
      {
        env: { PATH: process.env.PATH, CUSP_LOG: 'warn' },
      },
    );
    started.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
    while (!said.includes('Cusp listens on')) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { url, token } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'));
    return { child, url, token, said: () => said };
  }

  const counted = async (url: string, token: string) => {
    const answer = await fetch(`${url}/api/v1/status`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { events: number }).events;
  };

  it('stores what it has answered, whether it is told to stop or killed', { timeout: 240_000 }, async () => {
    const first = await serve();
    const writeKey = /cusp_write_[\w-]{32}/.exec(first.said())?.[0] ?? '';
    expect((await stat(join(data, 'server.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(data)).mode & 0o077).toBe(0);

    let number = 0;
    const send = (url: string) =>
      post(`${url}/2/httpapi`, {
        api_key: writeKey,
        events: Array.from({ length: 50 }, () => {
          number += 1;
          return { user_id: `user-${number % 7}`, event_type: 'x', insert_id: `i-${number}` };
        }),
      }).then(
        (answer) => (answer.status === 200 ? 50 : 0),
        () => 0,
      );

    let stored = 0;
    const sending = Array.from({ length: 8 }, () => send(first.url));
    stored += await (sending[0] ?? 0);
    first.child.kill('SIGTERM');
    const [code] = await once(first.child, 'exit');
    for (const taken of await Promise.all(sending.slice(1))) stored += taken;
    expect(code).toBe(0);
    await expect(stat(join(data, 'server.json'))).rejects.toThrow('ENOENT');

    const second = await serve();
    expect(second.said()).not.toContain('cusp_write_');
    expect(await counted(second.url, second.token)).toBe(stored);
    expect(second.token).not.toBe(first.token);

    const more = Array.from({ length: 8 }, () => send(second.url));
    stored += await (more[0] ?? 0);
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');
    let unsure = 0;
    for (const taken of await Promise.all(more.slice(1))) {
      stored += taken;
      if (taken === 0) unsure += 50;
    }

    const third = await serve();
    const found = await counted(third.url, third.token);
    expect(found).toBeGreaterThanOrEqual(stored);
    expect(found).toBeLessThanOrEqual(stored + unsure);
    third.child.kill('SIGINT');
    expect((await once(third.child, 'exit'))[0]).toBe(0);
  });
});
