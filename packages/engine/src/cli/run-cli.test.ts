import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { startServer } from './commands/serve.ts';
import type { Terminal } from './context.ts';
import { cuspProgram } from './program.ts';
import { runCli } from './run-cli.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    out: (t) => said.out.push(t),
    err: (t) => said.err.push(t),
    interactive: false,
  };
  const code = await runCli(args, terminal);
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('the command line', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'cusp-cli-'));
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  it('tells misuse from failure by its exit code, in one line', async () => {
    expect(await run('frobnicate')).toMatchObject({ code: 2, err: expect.stringContaining('frobnicate') });
    expect(await run('status', '--nope')).toMatchObject({ code: 2 });
    const file = join(data, 'file');
    await writeFile(file, 'x');
    const failed = await run('--data', join(file, 'below'), 'status');
    expect(failed.code).toBe(1);
    expect(failed.err.split('\n').length).toBe(1);
    expect(failed.err).toMatch(/^cusp: /);
  });

  it('helps with every command in 80 columns', async () => {
    const program = cuspProgram({ out: () => undefined, err: () => undefined, interactive: false });
    const every = (command: Command): Command[] => [command, ...command.commands.flatMap(every)];
    const lines = every(program).flatMap((command) => command.helpInformation().split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect((await run('funnel', '--help')).code).toBe(0);
  });

  it('opens the data itself when no server runs, and asks the server when one does', async () => {
    const alone = await run('--data', data, 'status', '--json');
    expect(alone.code).toBe(0);
    expect(JSON.parse(alone.out)).toMatchObject({ events: 0, project: { name: 'default' } });

    const said: string[] = [];
    const config = loadConfig({ data, port: '0', log: 'silent' });
    const server = await startServer(config, {
      out: () => undefined,
      err: (t) => said.push(t),
      interactive: false,
    });
    try {
      expect(said.join('\n')).toMatch(/write +cusp_write_[\w-]{32}/);
      const secret = /secret +(cusp_secret_[\w-]{32})/.exec(said.join('\n'))?.[1] ?? '';
      const over = await fetch(`${server.url}/api/v1/status`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      expect(over.status).toBe(200);
      expect(await run('--data', data, 'status')).toMatchObject({
        code: 0,
        out: expect.stringContaining('nothing received yet'),
      });
      const made = await run('--data', data, 'key', 'create', 'write');
      expect(made.out).toMatch(/^cusp_write_/);
      const listed = await run('--data', data, 'key', 'list', '--json');
      const keys = JSON.parse(listed.out).keys as { id: string; prefix: string }[];
      expect(keys.length).toBe(3);
      expect(JSON.stringify(keys)).not.toContain(secret);
      const revoked = await run('--data', data, 'key', 'revoke', keys[1]?.id ?? '');
      expect(revoked.code).toBe(0);
      const after = await fetch(`${server.url}/api/v1/status`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      expect(after.status).toBe(401);
      expect((await run('--data', data, 'serve', '--port', '0')).err).toContain(
        'a server runs on this data already',
      );
    } finally {
      await server.close();
    }
    expect((await run('--data', data, 'status')).code).toBe(0);
  });
});
