import { describe, expect, it } from 'vitest';
import { bytes, count, instantText, percent } from './numbers.ts';
import { progress } from './progress.ts';
import { table } from './table.ts';

describe('table', () => {
  it('lines columns up and puts numbers right', () => {
    expect(
      table(
        [{ title: 'event' }, { title: 'count', align: 'right' }],
        [
          ['sign up', '12'],
          ['a', '1,234'],
        ],
      ),
    ).toBe('event    count\nsign up     12\na        1,234');
  });

  it('cuts the widest column when a line would not fit, and shows that it did', () => {
    const text = table([{ title: 'id' }, { title: 'message' }], [['1', 'x'.repeat(100)]], 40);
    expect(text.split('\n').map((line) => line.length)).toEqual([11, 40]);
    expect(text.endsWith('x…')).toBe(true);
  });

  it('takes the control characters out of what came from outside', () => {
    expect(table([{ title: 'n' }], [['\u001b[2Jboo\n!']])).toBe('n\n [2Jboo !');
  });
});

describe('numbers', () => {
  it('read as people write them', () => {
    expect([count(0), count(999), count(1_234_567), count(-12_345)]).toEqual([
      '0',
      '999',
      '1,234,567',
      '-12,345',
    ]);
    expect([percent(0.1234), percent(undefined), percent(1)]).toEqual(['12.3%', '–', '100.0%']);
    expect([bytes(0), bytes(1_023), bytes(1_536), bytes(5 * 1024 ** 3)]).toEqual([
      '0 B',
      '1023 B',
      '1.5 KB',
      '5.0 GB',
    ]);
    expect([instantText(0), instantText(null)]).toEqual(['1970-01-01 00:00:00 UTC', '–']);
  });
});

describe('progress', () => {
  const watched = (live: boolean) => {
    const written: string[] = [];
    const terminal = {
      width: 60,
      live,
      out: () => undefined,
      err: (text: string) => void written.push(text),
    };
    return { written, terminal };
  };

  it('draws one line over itself, within the width, and wipes it at the end', () => {
    const { written, terminal } = watched(true);
    const bar = progress(terminal, 'import');
    bar.update(500, 1_000, 'a very long note that does not fit on the line');
    bar.update(500, 1_000, 'a very long note that does not fit on the line');
    bar.end();
    expect(written).toHaveLength(2);
    expect(written[0]).toContain('████████████░░░░░░░░░░░░ 50%');
    expect(written[0]?.replace('\r\u001b[2K', '').length).toBeLessThanOrEqual(60);
    expect(written[1]).toBe('\r\u001b[2K');
  });

  it('writes nothing where nobody watches', () => {
    const { written, terminal } = watched(false);
    const bar = progress(terminal, 'import');
    bar.update(1, 2);
    bar.end();
    expect(written).toEqual([]);
  });
});
