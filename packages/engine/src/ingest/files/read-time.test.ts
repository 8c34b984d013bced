import { describe, expect, it } from 'vitest';
import type { Mapping } from './mapping.ts';
import { compileTime, timeOutOfRange } from './read-time.ts';

function read(time: Mapping['time'], value: unknown): number | string {
  const compiled = compileTime(time);
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return compiled.value(value);
}

const at = (text: string): number => Date.parse(text);

describe('compileTime', () => {
  it.each([
    ['ms', 1_541_105_830_796, '2018-11-01T20:57:10.796Z'],
    ['ms', '1541105830796', '2018-11-01T20:57:10.796Z'],
    ['s', 1_541_105_830, '2018-11-01T20:57:10Z'],
    ['s', 1_541_105_830.7969, '2018-11-01T20:57:10.796Z'],
    ['us', 1_541_105_830_796_999, '2018-11-01T20:57:10.796Z'],
    ['ns', '1541105830796000000', '2018-11-01T20:57:10.796Z'],
    ['iso', '2018-11-01T20:57:10.796999Z', '2018-11-01T20:57:10.796Z'],
    ['iso', '2018-11-01 20:57:10', '2018-11-01T20:57:10Z'],
    ['iso', '2018-11-01T22:57+02:00', '2018-11-01T20:57:00Z'],
    ['iso', '2018-11-01T22:57:10.5-0330', '2018-11-02T02:27:10.500Z'],
    ['iso', '2018-11-01', '2018-11-01T00:00:00Z'],
    ['iso', new Date('2018-11-01T00:00:00Z'), '2018-11-01T00:00:00Z'],
  ] as const)('reads %s %s', (unit, value, expected) => {
    expect(read({ column: 't', unit }, value)).toBe(at(expected));
  });

  it.each([
    ['2024-01-15 12:00', '2024-01-15T11:00:00Z'],
    ['2024-07-15 12:00', '2024-07-15T10:00:00Z'],
    // 02:30 does not exist on that day: moved on by the jump.
    ['2024-03-31 02:30', '2024-03-31T01:30:00Z'],
    // 02:30 comes twice on that day: the earlier.
    ['2024-10-27 02:30', '2024-10-27T00:30:00Z'],
    ['2024-10-27 03:00', '2024-10-27T02:00:00Z'],
  ])('reads Berlin wall-clock time %s', (value, expected) => {
    expect(read({ column: 't', zone: 'Europe/Berlin' }, value)).toBe(at(expected));
  });

  it('reads a zone whose clocks change at a minute past midnight', () => {
    expect(read({ column: 't', zone: 'America/St_Johns' }, '2009-03-08 00:00:30')).toBe(
      at('2009-03-08T03:30:30Z'),
    );
    expect(read({ column: 't', zone: 'America/St_Johns' }, '2009-03-08 01:01:30')).toBe(
      at('2009-03-08T03:31:30Z'),
    );
  });

  it.each([
    ['DD.MM.YYYY HH:mm', '05.02.2024 07:08', '2024-02-05T07:08:00Z'],
    ['M/D/YY h:mm A', '2/5/24 12:08 am', '2024-02-05T00:08:00Z'],
    ['M/D/YY h:mm A', '2/5/24 12:08 PM', '2024-02-05T12:08:00Z'],
    ['D MMM YYYY', '5 Feb 2024', '2024-02-05T00:00:00Z'],
    ['YYYY-MM-DD[T]HH:mm:ss.SSSZ', '2024-02-05T07:08:09.1+01:00', '2024-02-05T06:08:09.100Z'],
  ])('reads the format %s', (format, value, expected) => {
    expect(read({ column: 't', format }, value)).toBe(at(expected));
  });

  it.each([
    [{ column: 't', format: 'DD.MM.YYYY' }, '31.02.2024'],
    [{ column: 't', format: 'DD.MM.YYYY' }, '2024-02-01'],
    [{ column: 't', unit: 'iso' }, '2023-02-29T00:00:00Z'],
    [{ column: 't', unit: 'iso' }, 'yesterday'],
    [{ column: 't', unit: 'ms' }, 'soon'],
    [{ column: 't', unit: 'ms' }, ''],
    [{ column: 't', unit: 'ms' }, true],
  ] as const)('says why %j does not read %j', (time, value) => {
    expect(typeof read(time, value)).toBe('string');
  });

  it('hints at the unit of a bare number', () => {
    expect(read('t', '1541105830796')).toContain('"unit": "ms"');
    expect(read('t', 1_541_105_830_796)).toContain('"unit": "ms"');
  });

  it.each([
    [{ column: 't', zone: 'Mars/Olympus' }, 'there is no time zone "Mars/Olympus"'],
    [{ column: 't', format: 'YYYY-MM-DDTHH' }, 'write [T]'],
    [{ column: 't', format: 'HH:mm' }, 'a year, a month and a day'],
    [{ constant: 'now' }, 'not ISO 8601'],
  ])('refuses %j', (time, message) => {
    expect(() => read(time, '')).toThrow(message);
  });
});

it('guesses at the unit of a time out of range', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(timeOutOfRange(Date.UTC(2024, 0, 1), now)).toBeUndefined();
  expect(timeOutOfRange(Date.UTC(2024, 0, 1) / 1000, now)).toContain('is it in seconds?');
  expect(timeOutOfRange(Date.UTC(2024, 0, 1) * 1000, now)).toContain('is it in microseconds?');
  expect(timeOutOfRange(now + 2 * 86_400_000, now)).toBe(
    'reads as 2026-01-03T00:00:00.000Z, outside 1990 to one day ahead of now',
  );
});
