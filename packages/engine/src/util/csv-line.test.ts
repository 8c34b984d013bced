import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

describe('a line of CSV', () => {
  it('quotes what would break it', () => {
    expect(csvLine(['a', 'b,c', 'say "x"', 'two\nlines', '', null, undefined])).toBe(
      'a,"b,c","say ""x""","two\nlines",,,',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '＝1', '＋1', '－1', '＠x'])('makes %j harmless', (formula) => {
    expect(csvLine([formula])).toBe(`'${formula}`);
  });

  it('leaves numbers, truth values and formulas in the middle alone', () => {
    expect(csvLine([-0.5, 3, true, '1=1'])).toBe('-0.5,3,true,1=1');
    expect(csvLine(['\r=1'])).toBe('"\'\r=1"');
  });
});
