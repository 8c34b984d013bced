import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeColumns,
  memberColumns,
} from '../../packages/engine/src/activate/destinations/files/columns.ts';
import { encoded } from '../../packages/engine/src/activate/destinations/files/encode.ts';
import { folder } from '../../packages/engine/src/activate/destinations/folder/folder.ts';
import { checkedSettings } from '../../packages/engine/src/activate/sync/destination-records.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { FakeFolder } from '../fakes/folder.ts';
import { rowsIn, rowsOf } from '../support/read-members.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../support/record-store.ts';
import { type SyncBench, syncBench } from '../support/sync-bench.ts';

let records: TemporaryRecordStore;
beforeAll(async () => {
  records = await temporaryRecordStore();
});
afterAll(() => records.dispose());

const open = async (settings: Record<string, unknown>) => {
  const fake = new FakeFolder(settings);
  return { fake, bench: await syncBench(records.store, folder, fake) };
};
const AT = Date.UTC(2026, 3, 30, 12);
const came = { at: AT, reason: 'did wall at least 3 times: 4', id: 'e' };
const put = (bench: SyncBench, subject: number, name: string, attributes = {}) =>
  bench.cohort.set(String(subject), { identity: { user_id: name }, attributes, came });
const allOf = (fake: FakeFolder) =>
  must(
    fake.paths().find((path) => /\/all\.[^/]+$/.test(path)),
    'all',
  );

describe.each([
  { format: 'csv', gzip: false },
  { format: 'csv', gzip: true },
  { format: 'jsonl', gzip: true },
  { format: 'parquet', gzip: false },
])('files of %o', (settings) => {
  const text = settings.format !== 'jsonl';
  const instant = settings.format === 'parquet' ? new Date(AT) : new Date(AT).toISOString();

  it('are read back by the importer, changes and all members', async () => {
    const { fake, bench } = await open(settings);
    put(bench, 1, 'ann', { seats: 5 });
    put(bench, 2, 'bob, "the" ü\nsecond');
    await bench.compare();
    put(bench, 1, 'ann', { seats: 6 });
    bench.cohort.delete('2');
    put(bench, 3, 'cat', { seats: ['a', 'b'] });
    await bench.compare();
    const files = fake
      .paths()
      .filter((path) => path.includes('/changes/'))
      .toSorted();
    const told = await Promise.all(files.map((path) => rowsOf(join(fake.root, path))));
    const reason = came.reason;
    expect(told.flat().map(({ id, direction }) => [id, direction])).toEqual([
      ['ann', 'entered'],
      ['bob, "the" ü\nsecond', 'entered'],
      ['bob, "the" ü\nsecond', 'left'],
      ['ann', 'updated'],
      ['cat', 'entered'],
    ]);
    expect(told[0]?.[0]).toEqual({
      id: 'ann',
      direction: 'entered',
      entered_at: instant,
      reason,
      seats: text ? '5' : 5,
    });
    const all = await rowsOf(join(fake.root, allOf(fake)));
    expect(all).toEqual([
      { id: 'ann', entered_at: instant, reason, seats: text ? '6' : 6 },
      { id: 'cat', entered_at: instant, reason, seats: text ? '["a","b"]' : ['a', 'b'] },
    ]);
    const zipped = await readFile(join(fake.root, allOf(fake)));
    expect(zipped.subarray(0, 2).toString('hex') === '1f8b').toBe(settings.gzip);
  });

  it('of all members are the cohort after each pass, however many parts it takes', async () => {
    const { fake, bench } = await open({ ...settings, what: 'all' });
    // Texts that do not compress: more than two parts of 5 MiB.
    const long = Array.from({ length: 400 }, (_, i) => Math.sin(i + 1).toString(36)).join('');
    const many = 2_600;
    for (let i = 0; i < many; i += 1) {
      const from = (i * 7) % 3_000;
      put(bench, i, `user-${i}`, { seats: `${i}${long.slice(from)}${Math.cos(i).toString(36)}${long}` });
    }
    expect(await bench.compare()).toMatchObject({ added: many, fault: undefined });
    expect(fake.requests).toEqual([]);
    const ids = async () => (await rowsOf(join(fake.root, allOf(fake)))).map(({ id }) => id).toSorted();
    expect(await ids()).toEqual(bench.expected());
    for (let i = 0; i < 2_000; i += 1) bench.cohort.delete(String(i));
    await bench.compare();
    expect(await ids()).toEqual(bench.expected());
    expect((await readdir(fake.root, { recursive: true })).filter((name) => name.includes('part'))).toEqual(
      [],
    );
  });
});

describe('files of members', () => {
  it('have one schema for all parts, with columns of ours told apart from fields', async () => {
    const columns = changeColumns(['seats', 'id', 'attribute_id']);
    expect(columns.map(({ name }) => name)).toEqual([
      'id',
      'direction',
      'entered_at',
      'reason',
      'seats',
      'attribute_attribute_id',
      'attribute_id',
    ]);
    for (const format of ['csv', 'parquet'] as const) {
      const bytes = encoded(format, columns, [{ address: 'ann', kind: 'remove', attributes: {} }]);
      const [row] = await rowsIn(`a.${format}`, bytes);
      expect(Object.keys(row ?? {})).toEqual(columns.map(({ name }) => name));
      expect(encoded(format, columns, [{ address: 'ann', kind: 'remove', attributes: {} }])).toEqual(bytes);
    }
  });

  it('keep a spreadsheet from running what somebody called themselves', () => {
    const rows = [{ address: '=HYPERLINK("x")', attributes: { seats: -5, plan: '@cmd' } }];
    const csv = Buffer.from(encoded('csv', memberColumns(['seats', 'plan']), rows)).toString();
    expect(csv).toBe('id,entered_at,reason,seats,plan\r\n"\'=HYPERLINK(""x"")",,,-5,\'@cmd\r\n');
  });

  it.each(['csv', 'jsonl', 'parquet'] as const)('keep any values in %s', async (format) => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !/^['\s]*[=+\-@＝＋－＠\t\r]/.test(text)),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.boolean(),
      fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    );
    const row = fc.record({ id: fc.string({ minLength: 1 }).filter((id) => /^[a-z\d]/i.test(id)), value });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (given) => {
        const members = given.map(({ id, value: field }) => ({ address: id, attributes: { field } }));
        const read = await rowsIn(`a.${format}`, encoded(format, memberColumns(['field']), members));
        const shown = (each: unknown) =>
          format === 'jsonl' ? each : typeof each === 'object' ? JSON.stringify(each) : String(each);
        expect(read.map(({ id, field }) => [id, field ?? ''])).toEqual(
          given.map(({ id, value: field }) => [id, shown(field)]),
        );
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('are dated by name where asked, and replaced where not', async () => {
    const { fake, bench } = await open({ what: 'all', allName: 'members-{date}T{time}' });
    put(bench, 1, 'ann');
    await bench.compare();
    bench.pace.advance(3_600_000);
    await bench.compare();
    const names = fake.paths().map((path) => path.split('/').at(-1));
    expect(names.toSorted()).toEqual(['members-2026-05-01T00-00-00.csv', 'members-2026-05-01T01-00-00.csv']);
  });

  it('stay as they were when writing the new ones fails, and the pass is not good', async () => {
    const { fake, bench } = await open({ what: 'all' });
    put(bench, 1, 'ann');
    await bench.compare();
    const before = (await bench.sync()).goodAt;
    const good = await readFile(join(fake.root, allOf(fake)), 'utf8');
    put(bench, 2, 'bob');
    bench.pace.advance(1_000);
    const { send } = bench.line;
    Object.assign(bench.line, { send: async () => ({ status: 507, headers: {}, body: 'ENOSPC' }) });
    expect((await bench.compare()).fault?.kind).toBe('unavailable');
    expect(await readFile(join(fake.root, allOf(fake)), 'utf8')).toBe(good);
    expect((await bench.sync()).goodAt).toBe(before);
    Object.assign(bench.line, { send });
    expect((await bench.compare()).fault).toBeUndefined();
    expect(await readFile(join(fake.root, allOf(fake)), 'utf8')).toContain('bob');
  });

  it('are filled anew in another place, and stay in theirs when the audience is called otherwise', async () => {
    const { fake, bench } = await open({});
    put(bench, 1, 'ann');
    await bench.compare();
    const { audienceId } = await bench.sync();
    expect(audienceId).toMatch(/^exports\/cusp\/walls-[0-9a-f]{8}$/);
    await records.store.db
      .updateTable('syncs')
      .set({ audience_name: 'other' })
      .where('audience_id', '=', must(audienceId, 'audience'))
      .execute();
    expect(await bench.compare()).toMatchObject({ added: 0 });
    Object.assign(bench.line, { settings: { ...(bench.line.settings as object), folder: 'elsewhere' } });
    expect(await bench.compare()).toMatchObject({ added: 1 });
    expect(fake.paths().filter((path) => path.startsWith('elsewhere/other-'))).toHaveLength(2);
  });

  it.each(['/etc', '../up', 'a/../b', 'a//b', '.hidden', 'a\\b', 'a/', ''])('never go to %j', (place) => {
    expect(() => checkedSettings(folder, { folder: place })).toThrow('folder');
  });
});
