import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt } from '../../../../../test/support/cut-bytes.ts';
import { openCsv } from './csv.ts';
import { RowFault } from './row-block.ts';

async function read(bytes: Buffer, cuts: readonly number[] = [], from = 1, delimiter?: string) {
  const { columns, blocks } = await openCsv(cutAt(bytes, cuts), delimiter, from);
  const rows: unknown[] = [];
  const places: string[] = [];
  let next = from;
  for await (const block of blocks) {
    expect(block.first).toBe(next);
    next += block.rows.length;
    block.rows.forEach((row, i) => {
      rows.push(row instanceof RowFault ? row.code : row);
      places.push(block.where(i));
    });
  }
  return { columns, rows, places };
}

const cell = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '"', ',', '\n', ' ', '😀'), maxLength: 8 });

function written(cells: readonly (readonly string[])[], end: string): Buffer {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return Buffer.from(cells.map((row) => row.map(quoted).join(',') + end).join(''));
}

describe('openCsv', () => {
  it('reads what csv-parse reads, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 15 }),
        fc.array(fc.nat(), { maxLength: 10 }),
        fc.constantFrom('\n', '\r\n'),
        async (cells, cuts, end) => {
          const bytes = written([['x', 'y', 'z'], ...cells], end);
          const expected: unknown = parse(bytes, { columns: true, skip_empty_lines: false });
          const { rows } = await read(bytes, cuts);
          expect(rows).toEqual(expected);
        },
      ),
      { seed: 20_240_502, numRuns: 400 },
    );
  });

  it('goes on at any row as if it had read from the start', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n'), maxLength: 6 }), { maxLength: 25 }),
        fc.nat({ max: 30 }),
        async (lines, skip) => {
          const bytes = Buffer.from(`x,y\n${lines.join('\n')}`);
          const whole = await read(bytes);
          const rest = await read(bytes, [], skip + 1).catch(() => undefined);
          expect(rest?.rows ?? []).toEqual(whole.rows.slice(skip));
        },
      ),
      { seed: 20_240_503, numRuns: 300 },
    );
  });

  it('tells each broken record with its line and goes on', async () => {
    const text = 'a,b\n1,2\n3\n"x\ny",4\n\n"p"q,5\n6,7\n"never closed,8\n9,10\n';
    const { rows, places } = await read(Buffer.from(text));
    expect(rows).toEqual([
      { a: '1', b: '2' },
      'wrong-cell-count',
      { a: 'x\ny', b: '4' },
      undefined,
      'bad-quote',
      { a: '6', b: '7' },
      'open-quote',
      { a: '9', b: '10' },
    ]);
    expect(places).toEqual(['line 2', 'line 3', 'line 4', 'line 6', 'line 7', 'line 8', 'line 9', 'line 10']);
  });

  it('bounds what an unclosed quote can swallow', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `row ${i},of plain cells`);
    const { rows } = await read(Buffer.from(`a,b\n"open,1\n${lines.join('\n')}\n`));
    expect(rows).toHaveLength(60_001);
    expect(rows[0]).toBe('open-quote');
    expect(rows.at(-1)).toEqual({ a: 'row 59999', b: 'of plain cells' });
  });

  it('finds the delimiter in the header, or takes the one it is told', async () => {
    expect((await read(Buffer.from('a;b;c,d\n1;2;3\n'))).rows).toEqual([{ a: '1', b: '2', 'c,d': '3' }]);
    expect((await read(Buffer.from('a\tb\n1\t2\n'))).rows).toEqual([{ a: '1', b: '2' }]);
    expect((await read(Buffer.from('a;b,c\n1;2,3\n'), [], 1, ';')).rows).toEqual([{ a: '1', 'b,c': '2,3' }]);
  });

  it.each([
    ['', 'it is empty'],
    ['\n1\n', 'the header, is blank'],
    ['a,a\n1,2\n', 'names "a" twice'],
    ['a,"b"c\n', 'its first line has'],
    ['a,__proto__\n1,2\n', '__proto__'],
  ])('refuses a file whose header cannot be used: %j', async (text, message) => {
    await expect(read(Buffer.from(text))).rejects.toThrow(message);
  });
});
