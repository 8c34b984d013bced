import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenProperties } from './properties.ts';

const flat = (json: string) => {
  const result = flattenProperties(JSON.parse(json));
  return result.ok ? { ...result.value } : result.problems.map(({ path, code }) => `${path} ${code}`);
};

describe('flattenProperties', () => {
  it.each([
    ['{"a":1,"b":"x","c":true}', { a: 1, b: 'x', c: true }],
    ['{"a":{"b":{"c":1},"d":2}}', { 'a.b.c': 1, 'a.d': 2 }],
    ['{"a":null,"b":[],"c":{},"d":[null]}', {}],
    ['{"a":[1,2],"b":["x",null,"y"],"c":[true,false]}', { a: [1, 2], b: ['x', 'y'], c: [true, false] }],
    ['{"a":[1,"x",true]}', { a: ['1', 'x', 'true'] }],
    ['{"a":[{"x":1},"y",[2]]}', { a: ['{"x":1}', 'y', '[2]'] }],
    ['{"a":"","b":-0.5,"c":1e300}', { a: '', b: -0.5, c: 1e300 }],
  ])('%s', (json, expected) => expect(flat(json)).toEqual(expected));

  it.each([
    ['{"":1}', [' wrong-name']],
    ['{"a":{"b\\u0007":1},"c":2}', ['a.b\u0007 wrong-name']],
    ['{"a":1e999,"b":[1,-1e999],"c":1e20}', ['a number-too-large', 'b number-too-large']],
    [`{"a":"${'x'.repeat(32_769)}"}`, ['a text-too-long']],
    [`{"${'n'.repeat(1_025)}":1}`, [`${'n'.repeat(200)}… wrong-name`]],
    [`${'{"d":'.repeat(41)}1${'}'.repeat(41)}`, [`${Array(40).fill('d').join('.')} too-deep`]],
    [`{"l":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, ['l too-deep']],
    [`{${Array.from({ length: 2_001 }, (_, i) => `"p${i}":1`).join()}}`, [' too-many-properties']],
    ['[1]', [' wrong-type']],
    ['"text"', [' wrong-type']],
  ])('refuses %.40s', (json, expected) => expect(flat(json)).toEqual(expected));

  it('takes objects at the deepest level allowed', () => {
    expect(flat(`${'{"d":'.repeat(40)}1${'}'.repeat(40)}`)).toEqual({ [Array(40).fill('d').join('.')]: 1 });
  });

  it('puts a replacement for each half of a character that has no other half', () => {
    expect(flat('{"a\\ud800":"x\\udc00y","b":["\\ud83d"],"c":"\\ud83d\\ude00"}')).toEqual({
      'a\ufffd': 'x\ufffdy',
      b: ['\ufffd'],
      c: '😀',
    });
  });

  it('takes the names of an object’s prototype for names like any other', () => {
    const result = flattenProperties(
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}},"toString":"x"}'),
    );
    expect(result.ok && Object.entries(result.value)).toEqual([
      ['__proto__.polluted', true],
      ['constructor.prototype.polluted', 1],
      ['toString', 'x'],
    ]);
    const own = flattenProperties(JSON.parse('{"__proto__":7}'));
    expect(own.ok && Object.keys(own.value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('gives scalars and lists of one type alone, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const result = flattenProperties(value);
        if (!result.ok) return result.problems.length > 0;
        return Object.values(result.value).every((kept) =>
          Array.isArray(kept)
            ? kept.length > 0 &&
              kept.every((item) => typeof item === typeof kept[0] && typeof item !== 'object')
            : ['string', 'number', 'boolean'].includes(typeof kept),
        );
      }),
      { seed: 20_260_110 },
    );
  });
});
