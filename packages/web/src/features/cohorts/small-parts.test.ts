import { parseCohort } from '@cusp/engine/define/language/parse.ts';
import { describe, expect, it } from 'vitest';
import { starterTexts } from './editor/starter-texts.ts';
import { linePath } from './list/line-path.ts';
import { csvRecord } from './members/csv-record.ts';
import { spanText } from './overview/span-text.ts';
import { readCohortSearch, readCohortsSearch } from './search.ts';
import { stripParts } from './why/strip-parts.ts';

describe('small parts of the pages', () => {
  it('draws a line from the left to the right, the largest at the top', () => {
    expect(linePath([0, 10, 5], 96, 24)).toBe('M2.0 22.0L48.0 2.0L94.0 12.0');
    expect(linePath([3, 3], 96, 24)).toBe('M2.0 12.0L94.0 12.0');
    expect(linePath([], 96, 24)).toBe('');
  });

  it('draws whiles in proportion, and short ones so that they are seen', () => {
    const parts = stripParts(
      [
        { from: 0, to: 50 },
        { from: 60, to: 60 },
        { from: 100, to: null },
      ],
      0,
      100,
      1000,
    );
    expect(parts).toEqual([
      { x: 0, width: 500 },
      { x: 600, width: 3 },
      { x: 997, width: 3 },
    ]);
  });

  it('writes CSV that keeps quotes and lines, and that no spreadsheet runs', () => {
    expect(csvRecord(['a,"b"', 3, true, undefined, '=1+1', ['x', 2], -4])).toBe(
      '"a,""b""",3,true,,\'=1+1,"[""x"",2]",-4\r\n',
    );
  });

  it('names the spans of a population by what is inside them', () => {
    const at = Date.UTC(2026, 2, 1);
    expect(spanText(at, { every: 'day', timeZone: 'UTC' })).toBe('28 Feb 2026');
    expect(spanText(at, { every: 'month', timeZone: 'UTC' })).toBe('Feb 2026');
    expect(spanText(at, { every: 'hour', timeZone: 'UTC' })).toBe('28 Feb 2026, 23:00');
  });

  it('reads addresses whatever they hold', () => {
    expect(
      readCohortSearch({ tab: 'nope', every: 3, why: 42, having: [{}, 3], columns: ['plan', 1] }),
    ).toEqual({
      why: '42',
      having: [],
      columns: ['plan'],
    });
    expect(readCohortSearch({ tab: 'members', view: 'json', before: 1, after: 2.5 })).toEqual({
      tab: 'members',
      view: 'json',
      before: 1,
    });
    expect(readCohortsSearch({ text: '', archived: 'true' })).toEqual({});
  });

  it('offers definitions to begin with that can be read, whatever events are called', () => {
    const names = ['Page "Viewed"', 'limit hit', 'pricing-page pricing'];
    const starters = starterTexts(names);
    expect(starters).toHaveLength(4);
    for (const { text } of starters) expect(parseCohort(text).ok).toBe(true);
    expect(starterTexts([])).toEqual([]);
  });
});
