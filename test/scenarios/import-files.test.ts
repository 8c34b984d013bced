import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../packages/engine/src/app.ts';
import type { Terminal } from '../../packages/engine/src/cli/context.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';
import { type BuiltEngine, buildEngine } from '../support/built-engine.ts';
import { copyRecordTemplate } from '../support/record-template.ts';
import { storedRows } from '../support/stored-rows.ts';

const START = Date.UTC(2025, 10, 1);
const mapping = {
  user: 'user',
  device: 'device',
  event: 'event',
  time: { column: 'at', unit: 'ms' },
  session: 'session',
  accounts: 'team',
  userProperties: ['plan'],
  skip: [{ column: 'event', equals: 'noise' }],
};

/** Rows whose user, plan and account can be told from their number. */
function row(i: number): Record<string, unknown> {
  return {
    ...(i % 4 === 0 ? {} : { user: `u${i % 7}` }),
    device: `d${i % 7}`,
    event: i % 10 === 9 ? 'noise' : `event ${i % 3}`,
    at: START + i * 1_000,
    session: START + Math.floor(i / 100) * 100_000,
    team: `team ${i % 7}`,
    plan: i < 500 ? 'free' : 'pro',
    n: i,
    nested: { deep: [i, 'x'] },
  };
}

const jsonLines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${JSON.stringify(row(from + i))}\n`).join('');

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    out: (text) => said.out.push(text),
    err: (text) => said.err.push(text),
    interactive: false,
  };
  const code = await runCli(args, terminal);
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('importing files into the store', () => {
  let folder: string;
  let mappingFile: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-import-scenario-'));
    mappingFile = join(folder, 'mapping.json');
    await writeFile(mappingFile, JSON.stringify(mapping));
    await writeFile(join(folder, 'a.jsonl'), `${jsonLines(0, 1_000)}not json\n{"event":"lost"}\n`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function stored(data: string) {
    const app = await openApp(loadConfig({ data }, {}), Date.now, pino({ level: 'silent' }));
    try {
      return await storedRows(app.dependencies.store, 'default');
    } finally {
      await app.close();
    }
  }

  it('keeps people, accounts, properties and their history', async () => {
    const data = join(folder, 'data-1');
    await copyRecordTemplate(join(data, 'records'));
    const report = join(folder, 'refused.jsonl');
    const args = ['--data', data, '--json', 'import', join(folder, 'a.jsonl'), '--mapping', mappingFile];
    const first = await cli(...args, '--refused', report);
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.out)).toMatchObject({ rows: 1_002, stored: 900, duplicates: 0 });
    const refused = (await readFile(report, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(refused.map(({ where, code }) => `${where} ${code}`)).toEqual([
      'line 1001 not-json',
      'line 1002 no-user',
    ]);

    const rows = await stored(data);
    expect(rows).toHaveLength(900);
    rows.forEach((found) => {
      const i = Number(found.properties.n);
      const sent = row(i);
      expect(found).toMatchObject({
        name: sent.event,
        at: sent.at,
        device_id: sent.device,
        session_id: sent.session,
        groups: { account: [sent.team] },
        user_properties: { plan: sent.plan },
        source: 'import',
      });
      expect(found.properties).toEqual({ n: i, nested: { deep: [String(i), 'x'] } });
    });
    // An anonymous row of a device whose user is known belongs to that user.
    expect(
      new Set(
        rows
          .filter((found) => found.device_id === 'd3' && found.at > START + 10_000)
          .map((found) => found.user),
      ).size,
    ).toBe(1);

    const strict = await cli(...args, '--from-start', '--strict');
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.out)).toMatchObject({ rows: 1_002, stored: 0, duplicates: 900 });
    const rejected = await cli('--data', data, '--json', 'status');
    expect(JSON.parse(rejected.out)).toMatchObject({ events: 900, rejectedLastDay: 4 });
  });

  it('says in one line what is wrong with a mapping', async () => {
    const data = join(folder, 'data-1');
    const bad = join(folder, 'bad.json');
    await writeFile(bad, JSON.stringify({ ...mapping, usr: 'x' }));
    const answer = await cli('--data', data, 'import', join(folder, 'a.jsonl'), '--mapping', bad);
    expect(answer).toEqual({
      code: 1,
      out: '',
      err: 'cusp: usr: a mapping has no "usr": did you mean "user"?',
    });
    const none = await cli(
      '--data',
      data,
      'import',
      join(folder, 'a.jsonl'),
      '--mapping',
      join(folder, 'nope.json'),
    );
    expect(none.err).toMatch(/^cusp: --mapping: the mapping cannot be read: ENOENT/);
  });

  it('shows what rows become, and proposes a mapping, without storing anything', async () => {
    const data = join(folder, 'data-dry');
    const dry = await cli(
      '--data',
      data,
      '--json',
      'import',
      join(folder, 'a.jsonl'),
      '--mapping',
      mappingFile,
      '--dry-run',
      '20',
    );
    const preview = JSON.parse(dry.out);
    expect(preview.rows).toHaveLength(18);
    expect(preview.skipped).toBe(2);
    expect(preview.properties).toContainEqual({ of: 'event', property: 'n', types: ['number'], rows: 18 });
    const guess = await cli('import', join(folder, 'a.jsonl'), '--guess');
    expect(JSON.parse(guess.out)).toMatchObject({
      user: 'user',
      event: 'event',
      time: { column: 'at', unit: 'ms' },
      session: 'session',
      accounts: 'team',
      userProperties: ['plan'],
      skip: [{ column: 'user', is: 'empty' }],
    });
  });

  describe('while a server runs', () => {
    let temporary: TemporaryApp;
    let url: string;
    beforeAll(async () => {
      temporary = await temporaryApp();
      url = await temporary.listen();
    });
    afterAll(() => temporary.dispose());

    const send = (events: unknown[], more: object = {}) =>
      fetch(`${url}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${temporary.secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ events, ...more }),
      });

    it('hands the events to it', async () => {
      await writeFile(join(folder, 'b.jsonl'), jsonLines(0, 300));
      process.env.CUSP_SECRET_KEY = temporary.secretKey;
      try {
        const answer = await cli(
          '--data',
          join(folder, 'cli'),
          '--url',
          url,
          '--json',
          'import',
          join(folder, 'b.jsonl'),
          '--mapping',
          mappingFile,
        );
        expect(answer.err).toBe('');
        expect(JSON.parse(answer.out)).toMatchObject({ rows: 300, stored: 270 });
      } finally {
        delete process.env.CUSP_SECRET_KEY;
      }
      expect(await storedRows(temporary.app.dependencies.store, 'default')).toHaveLength(270);
    });

    it('answers which were stored before', async () => {
      const event = { name: 'again', time: START, userId: 'ann', insertId: 'x' };
      expect(await (await send([event])).json()).toEqual({ stored: 1, duplicates: [], refused: [] });
      expect(await (await send([{ ...event, insertId: 'y' }, event])).json()).toEqual({
        stored: 1,
        duplicates: [1],
        refused: [],
      });
      const alias = { name: '$alias', time: START, userId: 'ann', aliasOf: 'ann' };
      expect(await (await send([alias])).json()).toEqual({ stored: 0, duplicates: [], refused: [0] });
    });

    it.each([
      [{ name: 'x', time: START }, 'events.1.userId missing-field'],
      [{ name: 'x', time: '2025', userId: 'ann' }, 'events.1.time wrong-type'],
      [{ name: 'x', time: 5, userId: 'ann' }, 'events.1.time time-out-of-range'],
      [{ name: '', time: START, userId: 'ann' }, 'events.1.name missing-field'],
      [{ name: 'x', time: START, userId: 'null' }, 'events.1.userId blocked-id'],
      [{ name: 'x', time: START, userId: 'ann', properties: [1] }, 'events.1.properties wrong-type'],
      [
        { name: 'x', time: START, userId: 'ann', properties: { 'a\u0007': 1 } },
        'events.1.properties.a\u0007 wrong-name',
      ],
      [
        { name: 'x', time: START, userId: 'ann', groups: { account: 'a' } },
        'events.1.groups.account wrong-type',
      ],
      [{ name: 'x', time: START, userId: 'ann', sessionId: 1.5 }, 'events.1.sessionId wrong-type'],
      [
        { name: 'x', time: START, userId: 'ann', userUpdates: [{ op: 'grow', property: 'a', value: 1 }] },
        'events.1.userUpdates.0.op wrong-value',
      ],
      [
        { name: 'x', time: START, userId: 'ann', userUpdates: [{ op: 'add', property: 'a', value: 'b' }] },
        'events.1.userUpdates.0.value wrong-type',
      ],
      [{ name: 'x', time: START, userId: 'ann', surprise: 1 }, 'events.1.surprise unknown-field'],
      ['text', 'events.1 wrong-type'],
    ])('refuses all of a request for %j', async (bad, expected) => {
      const answer = await send([{ name: 'good', time: START, userId: 'ann' }, bad]);
      expect(answer.status).toBe(400);
      const { problems } = (await answer.json()) as { problems: { path: string; code: string }[] };
      expect(problems.map(({ path, code }) => `${path} ${code}`)).toContain(expected);
      expect(await storedRows(temporary.app.dependencies.store, 'default', 'good')).toEqual([]);
    });
  });

  describe('killed in the middle', () => {
    let built: BuiltEngine;
    beforeAll(async () => {
      built = await buildEngine();
    });
    afterAll(() => built.dispose());

    it('stores every row once when it is run again', async () => {
      const data = join(folder, 'data-kill');
      await copyRecordTemplate(join(data, 'records'));
      const path = join(folder, 'long.jsonl');
      const total = 50_000;
      await writeFile(path, jsonLines(0, total));
      const main = join(built.folder, 'cli/main.js');
      const args = [main, '--data', data, '--json', 'import', path, '--mapping', mappingFile];
      const checkpointed = async (): Promise<boolean> => {
        const folderOf = join(data, 'imports');
        return (await readdir(folderOf).catch(() => [])).some((name) => name.endsWith('.json'));
      };
      for (let kills = 0; kills < 2; kills += 1) {
        const child = spawn(process.execPath, args, { stdio: 'ignore' });
        const gone = once(child, 'exit');
        while (child.exitCode === null && !(await checkpointed()))
          await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, 30 + kills * 60));
        child.kill('SIGKILL');
        await gone;
        // The second time without the notes of the first: insert ids alone must do.
        if (kills === 0) await rm(join(data, 'imports'), { recursive: true, force: true });
      }
      const last = await new Promise<{ out: string; code: number | null }>((resolve) => {
        const child = execFile(process.execPath, args, { maxBuffer: 1 << 24 }, (_, out) =>
          resolve({ out, code: child.exitCode }),
        );
      });
      expect(last.code).toBe(0);
      const report = JSON.parse(last.out);
      expect(report.rows + report.resumed).toBe(total);
      const rows = await stored(data);
      const numbers = rows.map((found) => Number(found.properties.n));
      const expected = Array.from({ length: total }, (_, i) => i).filter((i) => i % 10 !== 9);
      expect(numbers.length).toBe(expected.length);
      expect(new Set(numbers)).toEqual(new Set(expected));
    }, 300_000);
  });
});
