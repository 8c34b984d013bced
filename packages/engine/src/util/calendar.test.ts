import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../model/time.ts';
import { type CalendarUnit, calendarStarts, isTimeZone, type Weekday } from './calendar.ts';

const iso = (starts: readonly number[]): string[] => starts.map((at) => new Date(at).toISOString());

describe('calendarStarts', () => {
  it('gives local days, as long as they are there', () => {
    const starts = calendarStarts(
      Date.parse('2025-03-29T12:00:00Z'),
      Date.parse('2025-03-31T12:00:00Z'),
      'day',
      'Europe/Berlin',
    );
    expect(iso(starts)).toEqual([
      '2025-03-28T23:00:00.000Z',
      '2025-03-29T23:00:00.000Z',
      '2025-03-30T22:00:00.000Z',
      '2025-03-31T22:00:00.000Z',
    ]);
  });

  it('starts a day whose midnight is skipped when its date begins', () => {
    // Brazil put the clocks forward at midnight: 2018-11-04 began at 01:00.
    const starts = calendarStarts(
      Date.parse('2018-11-03T12:00:00Z'),
      Date.parse('2018-11-04T12:00:00Z'),
      'day',
      'America/Sao_Paulo',
    );
    expect(iso(starts)).toEqual([
      '2018-11-03T03:00:00.000Z',
      '2018-11-04T03:00:00.000Z',
      '2018-11-05T02:00:00.000Z',
    ]);
  });

  it('starts weeks on Monday and months on the first', () => {
    const at = Date.parse('2024-02-29T10:00:00Z');
    expect(iso(calendarStarts(at, at, 'week', 'UTC'))).toEqual([
      '2024-02-26T00:00:00.000Z',
      '2024-03-04T00:00:00.000Z',
    ]);
    expect(iso(calendarStarts(at, at, 'month', 'Asia/Kolkata'))).toEqual([
      '2024-01-31T18:30:00.000Z',
      '2024-02-29T18:30:00.000Z',
    ]);
  });

  it('starts weeks on any weekday, quarters in January, April, July and October, and minutes on the clock', () => {
    const at = Date.parse('2026-03-29T10:20:30Z'); // a Sunday, on which the clocks of Berlin went forward
    const starts = (unit: CalendarUnit, day?: Weekday) =>
      iso(calendarStarts(at, at, unit, 'Europe/Berlin', day));
    expect(starts('week')).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect(starts('week', 'sunday')).toEqual(['2026-03-28T23:00:00.000Z', '2026-04-04T22:00:00.000Z']);
    expect(starts('week', 'wednesday')).toEqual(['2026-03-24T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
    expect(starts('quarter')).toEqual(['2025-12-31T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
    expect(starts('minute')).toEqual(['2026-03-29T10:20:00.000Z', '2026-03-29T10:21:00.000Z']);
  });

  it('keeps both hours when the clocks go back', () => {
    const starts = calendarStarts(
      Date.parse('2025-10-26T00:00:00Z'),
      Date.parse('2025-10-26T02:30:00Z'),
      'hour',
      'Europe/Berlin',
    );
    expect(starts.map((at) => (at - (starts[0] ?? 0)) / HOUR_MS)).toEqual([0, 1, 2, 3]);
  });

  it('covers instants before 1970 and knows which zones there are', () => {
    expect(iso(calendarStarts(-1, -1, 'day', 'UTC'))).toEqual([
      '1969-12-31T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
    ]);
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
  });

  it.each(['+02:00', '+0200', 'UTC+2', 'europe/berlin', 'EUROPE/BERLIN', 'utc', ''])(
    'knows no %j, which the event store would refuse',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );

  it('knows every name that JavaScript lists, and those that are other names of them', () => {
    const others = [
      'UTC',
      'Etc/GMT-2',
      'Etc/GMT+5',
      'EST',
      'EST5EDT',
      'GB-Eire',
      'US/Pacific',
      'Asia/Calcutta',
    ];
    const unknown = [...Intl.supportedValuesOf('timeZone'), ...others].filter((name) => !isTimeZone(name));
    expect(unknown).toEqual([]);
  });
});
