import { expect, test } from 'vitest';
import { bareRecord } from './bare-record.ts';

test('every name is the record’s own, and none is inherited', () => {
  const record = bareRecord<unknown>();
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON']) {
    expect(record[name]).toBeUndefined();
    record[name] = { name };
    expect(record[name]).toEqual({ name });
  }
  expect(JSON.stringify(record)).toBe(
    '{"__proto__":{"name":"__proto__"},"constructor":{"name":"constructor"},"toString":{"name":"toString"},' +
      '"hasOwnProperty":{"name":"hasOwnProperty"},"toJSON":{"name":"toJSON"}}',
  );
  expect(Object.keys(bareRecord())).toEqual([]);
});
