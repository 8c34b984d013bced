import { describe, expect, it } from 'vitest';
import { instantOfInput, zonedInput } from './zoned-input.ts';

describe('instants typed in a zone', () => {
  it.each([
    ['UTC', '2026-01-31T09:30:00', Date.UTC(2026, 0, 31, 9, 30)],
    ['Europe/Berlin', '2026-07-01T00:00:00', Date.UTC(2026, 5, 30, 22)],
    ['Asia/Kolkata', '2026-07-01T05:30:00.250', Date.UTC(2026, 6, 1, 0, 0, 0, 250)],
    ['America/New_York', '2026-03-08T03:00:00', Date.UTC(2026, 2, 8, 7)],
  ])('%s %s', (zone, text, at) => {
    expect(instantOfInput(text, zone)).toBe(at);
    expect(zonedInput(at, zone)).toBe(text);
  });

  it('is none while it is incomplete', () => {
    expect(instantOfInput('2026-07', 'UTC')).not.toBeNaN();
    expect(instantOfInput('', 'UTC')).toBeUndefined();
  });
});
