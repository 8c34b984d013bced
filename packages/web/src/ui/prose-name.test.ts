import { describe, expect, it } from 'vitest';
import { proseName } from './prose-name.ts';

describe('proseName', () => {
  it('leaves an ordinary name as it is', () => {
    expect(proseName('limit_hit')).toBe('limit_hit');
  });

  it('cuts a long one between letters, not within one', () => {
    expect(proseName('🦄'.repeat(100))).toBe(`${'🦄'.repeat(60)}…`);
  });

  it('keeps a name that runs the other way, or turns what follows around, to itself', () => {
    expect(proseName('שדרוג')).toBe('\u2068שדרוג\u2069');
    expect(proseName('a\u202eb')).toBe('\u2068a\u202eb\u2069');
  });
});
