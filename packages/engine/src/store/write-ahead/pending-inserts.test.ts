import { describe, expect, it } from 'vitest';
import { PendingInserts } from './pending-inserts.ts';

const block = (table: string, text: string, rows = 1) => ({
  table,
  columns: ['a', 'b'],
  rows,
  bytes: Buffer.from(text),
});
const texts = (
  inserts: readonly { readonly table: string; readonly rows: number; readonly bytes: Buffer }[],
) => inserts.map(({ table, rows, bytes }) => [table, rows, bytes.toString()]);

describe('pending inserts', () => {
  it('are told one by one in their order, and together by table and form', () => {
    const pending = new PendingInserts();
    const lines = { table: 'events', columns: undefined, rows: 0, bytes: Buffer.from('{}') };
    pending.add(3, block('events', 'one', 2));
    pending.add(4, block('transitions', 'two'));
    pending.add(5, lines);
    pending.add(9, block('events', 'three', 5));
    expect(texts(pending.each())).toEqual([
      ['events', 2, 'one'],
      ['transitions', 1, 'two'],
      ['events', 0, '{}'],
      ['events', 5, 'three'],
    ]);
    expect(texts(pending.joined())).toEqual([
      ['events', 7, 'onethree'],
      ['transitions', 1, 'two'],
      ['events', 0, '{}'],
    ]);
    expect([pending.size, pending.last, pending.isEmpty]).toEqual([13, 9, false]);
  });

  it('are copies, and nothing of them is left in what comes after them', () => {
    const pending = new PendingInserts();
    for (let round = 0; round < 3; round += 1) {
      const shared = Buffer.from('x'.repeat(100_000));
      pending.add(round + 1, { ...block('events', ''), bytes: shared });
      shared.fill('y');
      pending.add(round + 2, block('events', String(round)));
      expect(pending.joined().map(({ bytes }) => bytes.toString())).toEqual([
        `${'x'.repeat(100_000)}${round}`,
      ]);
      pending.clear();
      expect([pending.isEmpty, pending.size, pending.joined(), pending.each()]).toEqual([true, 0, [], []]);
    }
  });
});
