import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMapping, parseMappingText } from './mapping.ts';
import { compileMapping } from './row-mapper.ts';

const MAPPING = { user: 'user_id', event: 'event', time: 'at' };

function problems(value: unknown): string[] {
  const parsed = parseMapping(value);
  return parsed.ok ? [] : parsed.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

describe('parseMapping', () => {
  it('takes the least that a mapping can be', () => {
    expect(parseMapping(MAPPING)).toEqual({ ok: true, value: MAPPING });
  });

  it.each([
    [{ ...MAPPING, usr: 'x' }, 'unknown-field usr: a mapping has no "usr": did you mean "user"?'],
    [
      { ...MAPPING, time: { column: 'at', units: 'ms' } },
      'unknown-field time.units: a mapping has no "units": did you mean "unit"?',
    ],
    [
      { ...MAPPING, skip: [{ column: 'x', equal: 1 }] },
      'unknown-field skip.equal: a mapping has no "equal": did you mean "equals"?',
    ],
    [{ ...MAPPING, user_properties: ['a'] }, 'did you mean "userProperties"?'],
    [{ event: 'e', time: 't' }, 'missing-field user'],
    [{ user: 'u', time: 't' }, 'missing-field event'],
    [{ user: 'u', event: 'e' }, 'missing-field time'],
    [{ ...MAPPING, time: { column: 'at', unit: 'ms', format: 'YYYY' } }, 'either unit or format'],
    [{ ...MAPPING, format: 'xml' }, 'wrong-value format'],
    ['text', 'expected an object'],
  ])('says what is wrong with %j', (value, message) => {
    expect(problems(value).join('\n')).toContain(message);
  });

  it('tells text that is not JSON', () => {
    const parsed = parseMappingText('{ user: x }');
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toContain('the mapping is not JSON');
  });
});

describe('the example mappings', () => {
  const folder = resolve(import.meta.dirname, '../../../../../examples/import');
  it.each(readdirSync(folder))('%s can be used', (name) => {
    const parsed = parseMappingText(readFileSync(join(folder, name), 'utf8'));
    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && compileMapping(parsed.value, 'csv', () => 0).ok).toBe(true);
  });
});
