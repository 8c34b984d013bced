import { describe, expect, it } from 'vitest';
import { wrapped } from './wrap.ts';

describe('wrapped', () => {
  it('breaks between words, indents each line, and cuts a word that is longer than a line', () => {
    expect(wrapped('one two three four', '  ', 10)).toBe('  one two\n  three\n  four');
    expect(wrapped('abcdefghijkl mn', '', 5)).toBe('abcde\nfghij\nkl mn');
    expect(wrapped('exactly it', '', 10)).toBe('exactly it');
    expect(wrapped('', '  ')).toBe('');
  });
});
