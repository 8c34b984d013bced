import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../context.ts';
import { runCli } from '../run-cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cusp-cohort-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs one command line; the file's folder is left out of what it says. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      seen.out += `${text}\n`;
    },
    err: (text) => {
      seen.err += `${text.replaceAll(`${folder}/`, '')}\n`;
    },
    interactive: false,
  };
  return { code: await runCli(args, terminal), ...seen };
}

/** Runs `cusp cohort check` on a file of this content. */
async function check(content: string, ...options: string[]): ReturnType<typeof run> {
  const file = join(folder, 'x.cohort');
  await writeFile(file, content);
  return run(...options, 'cohort', 'check', file);
}

describe('cusp cohort check', () => {
  it('says what a definition means', async () => {
    expect(await check('accounts who have plan = "free" and did limit_hit at least 3 times')).toEqual({
      code: 0,
      out: [
        'Accounts whose plan is "free", and who did limit_hit at least 3 times.',
        '',
        'accounts who',
        '  have plan = "free"',
        '  and did limit_hit at least 3 times',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('gives and takes JSON', async () => {
    const first = await check('users who in cohort x', '--json');
    const { definition, text } = JSON.parse(first.out);
    expect(definition).toEqual({ unit: 'user', where: { kind: 'in-cohort', cohort: 'x' } });
    const again = await check(JSON.stringify(definition), '--json');
    expect(JSON.parse(again.out)).toMatchObject({ ok: true, definition, text });
  });

  it('points at mistakes, counts them and fails', async () => {
    expect(await check('users who did\n  and have plan = free')).toEqual({
      code: 1,
      out: '',
      err: [
        'x.cohort:2:3: reserved-word',
        '  |',
        '2 |   and have plan = free',
        '  |   ^^^',
        'Expected the name of an event, and found `and`, a word of the language. If it is a name, put it in double quotes.',
        '',
        'x.cohort:2:19: value-needs-quotes',
        '  |',
        '2 |   and have plan = free',
        '  |                   ^^^^',
        '`free` looks like text. Text is written in double quotes.',
        '',
        'cusp: x.cohort has 2 mistakes: see docs/cohort-language.md',
        '',
      ].join('\n'),
    });
    const { code, out } = await check('users who', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ code: 'expected', line: 1, column: 10 }],
    });
  });

  it('names the path of a mistake in JSON', async () => {
    const { code, err } = await check('{"unit":"user","where":{"kind":"in-cohort"}}');
    expect(code).toBe(1);
    expect(err).toContain('x.cohort: where.cohort: is missing: give text\n');
    expect((await check('{"unit":')).err).toContain('x.cohort: is not JSON: ');
  });

  it('says when there is no such file', async () => {
    const { code, err } = await run('cohort', 'check', join(folder, 'none'));
    expect(code).toBe(1);
    expect(err).toMatch(/^cusp: none: cannot read it: ENOENT/);
  });

  it('is misused without a file', async () => {
    expect(await run('cohort', 'check')).toMatchObject({ code: 2, out: '' });
  });
});
