import { describe, expect, it } from 'vitest';
import { bar, count, elapsed, instantText, percent, short } from './format.ts';
import { progress } from './progress.ts';
import { table } from './table.ts';

describe('table', () => {
  const columns = [
    { title: 'name', cell: (row: { name: string; n: number }) => row.name, flexible: true },
    { title: 'n', cell: (row: { name: string; n: number }) => String(row.n), right: true },
  ];

  it('aligns text to the left and numbers to the right', () => {
    const rows = [
      { name: 'a', n: 1 },
      { name: 'long name', n: 1234 },
    ];
    expect(table(rows, columns)).toBe('name          n\na             1\nlong name  1234');
  });

  it('cuts flexible columns with an ellipsis, and stays within the width', () => {
    const text = table([{ name: 'x'.repeat(200), n: 7 }], columns);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(80);
    expect(text).toContain('x…');
  });

  it('shows the titles of nothing', () => {
    expect(table([], columns)).toBe('name  n');
  });
});

describe('numbers in words', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [90_000_000, '1 d 1 h'],
    [null, '-'],
  ])('%s ms is %s', (ms, text) => {
    expect(elapsed(ms)).toBe(text);
  });

  it('keeps three significant digits, and a dash for no data', () => {
    expect([short(0.012345), short(12.345), short(12345), short(null)]).toEqual([
      '0.0123',
      '12.3',
      '12,345',
      '-',
    ]);
    expect([percent(0.1234), percent(null), count(1234567)]).toEqual(['12.3%', '-', '1,234,567']);
    expect(instantText(0)).toBe('1970-01-01 00:00:00 UTC');
  });

  it('draws bars in eighths, never past their width', () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1, 4), bar(7, 4), bar(1 / 32, 4)]).toEqual([
      '',
      '██',
      '████',
      '████',
      '▏',
    ]);
  });
});

describe('progress', () => {
  it('writes a line every five seconds where nobody watches', () => {
    const lines: string[] = [];
    let now = 0;
    const shown = progress(
      { out: () => undefined, err: (text) => lines.push(text), interactive: false },
      'import',
      () => now,
    );
    for (now = 0; now <= 12_000; now += 1_000) shown.show(now / 12_000, `${now}`);
    shown.done('done');
    expect(lines).toEqual([
      'import  ██████████··············  41%  5000',
      'import  ████████████████████····  83%  10000',
      'done',
    ]);
  });
});
