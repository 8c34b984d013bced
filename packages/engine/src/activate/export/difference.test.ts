import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitedCsv, membersCsv } from './csv-file.ts';
import { difference } from './difference.ts';
import type { Member } from './member.ts';

const member = (unit: string, id = `id-${unit}`): Member => ({ unit, id, properties: {} });

describe('difference', () => {
  it('applied to what the receiver has gives just the members', () => {
    const people = fc.uniqueArray(fc.record({ unit: fc.nat(20).map(String), id: fc.nat(3).map(String) }), {
      selector: (p) => p.unit,
    });
    fc.assert(
      fc.property(people, people, (now, there) => {
        const result = difference(
          now.map((p) => member(p.unit, `${p.unit}-${p.id}`)),
          there.map((p) => member(p.unit, `${p.unit}-${p.id}`)),
        );
        const ids = new Set(there.map((p) => `${p.unit}-${p.id}`));
        for (const { id } of result.exited) expect(ids.delete(id)).toBe(true);
        for (const { id } of result.entered) expect(ids.has(id)).toBe(false);
        for (const { id } of result.entered) ids.add(id);
        expect([...ids].sort()).toEqual(now.map((p) => `${p.unit}-${p.id}`).sort());
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('tells a changed id as an exit and an entry', () => {
    const result = difference([member('1', 'ann')], [member('1', 'device:x')]);
    expect(result.entered.map((m) => m.id)).toEqual(['ann']);
    expect(result.exited.map((m) => m.id)).toEqual(['device:x']);
  });
});

describe('csv', () => {
  it('quotes, leaves missing cells empty, and defuses formulas', () => {
    const rows: Member[] = [
      { unit: '1', id: 'a,"b"', properties: { plan: 'free', tags: ['x', 'y'] } },
      { unit: '2', id: '=HYPERLINK("http://x")', properties: { seats: 3 } },
    ];
    expect(membersCsv(rows, ['plan', 'seats', 'tags'])).toBe(
      'id,plan,seats,tags\r\n"a,""b""",free,,"[""x"",""y""]"\r\n"\'=HYPERLINK(""http://x"")",,3,\r\n',
    );
    expect(exitedCsv([{ unit: '1', id: 'ann' }])).toBe('id\r\nann\r\n');
  });
});
