import { parseMapping } from '@cusp/engine/ingest/files/mapping.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnRole, ROLE_WORDS, roleOf, withRole, withTimeUnit } from './column-roles.ts';

const BASE = { user: 'who', event: 'what', time: { column: 'at', unit: 'ms' } };
const COLUMNS = ['who', 'what', 'at', 'plan', 'amount', 'org'];

describe('what columns mean', () => {
  it('takes what is not named for a property of the event', () => {
    expect(COLUMNS.map((name) => roleOf(BASE, name))).toEqual([
      'user',
      'event',
      'time',
      'property',
      'property',
      'property',
    ]);
  });

  it('says of a column what was chosen last, and leaves the meanings of others that may share it', () => {
    const role = fc.constantFrom(...(Object.keys(ROLE_WORDS) as ColumnRole[]));
    const choice = fc.tuple(fc.constantFrom(...COLUMNS), role);
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 12 }), (choices) => {
        let mapping: Readonly<Record<string, unknown>> = BASE;
        for (const [column, chosen] of choices) {
          mapping = withRole(mapping, column, chosen);
          expect(roleOf(mapping, column)).toBe(chosen);
        }
        const single = ['user', 'device', 'event', 'time', 'session'];
        const roles = COLUMNS.map((column) => roleOf(mapping, column)).filter((each) =>
          single.includes(each),
        );
        expect(new Set(roles).size).toBe(roles.length);
      }),
    );
  });

  it('makes mappings that the engine reads', () => {
    const made = withRole(
      withRole(withRole(BASE, 'plan', 'user-property'), 'org', 'account'),
      'amount',
      'ignore',
    );
    expect(parseMapping(withTimeUnit(made, 's'))).toMatchObject({
      ok: true,
      value: {
        user: 'who',
        time: { column: 'at', unit: 's' },
        accounts: ['org'],
        userProperties: { include: ['plan'] },
        eventProperties: { exclude: ['amount'] },
      },
    });
  });
});
