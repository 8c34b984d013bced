import { describe, expect, it } from 'vitest';
import { previousWindow } from './previous-window.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 20, 12);

describe('previousWindow', () => {
  it('is as long as a rolling window and ends where it begins', () => {
    const days = { kind: 'last', duration: { amount: 7, unit: 'day' } } as const;
    expect(previousWindow(days, NOW)).toEqual({
      kind: 'between',
      from: NOW - 14 * DAY + 1,
      to: NOW - 7 * DAY + 1,
    });
  });

  it('takes the whole of a range that is not over', () => {
    const range = { kind: 'between', from: NOW - DAY, to: NOW + DAY } as const;
    expect(previousWindow(range, NOW)).toEqual({ kind: 'between', from: NOW - 3 * DAY, to: NOW - DAY });
  });

  it('does not reach before 1970, and a window of all time has none', () => {
    expect(previousWindow({ kind: 'ever' }, NOW)).toBeUndefined();
    expect(previousWindow({ kind: 'between', from: 0, to: DAY }, NOW)).toBeUndefined();
  });
});
