import { describe, expect, it } from 'vitest';
import { parseCohort } from '../../define/language/parse.ts';
import { printCohort } from '../../define/language/print.ts';
import { must } from '../../util/assert.ts';
import { thresholdVariants } from './thresholds.ts';

function shifts(text: string): (readonly [string, number, number])[] {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return thresholdVariants(parsed.value).map(({ path, from, to }) => [path, from, to] as const);
}

describe('the thresholds of a definition', () => {
  it('are its counts, lengths of time, shares and measured values, each shifted by itself', () => {
    const text = 'users who did wall at least 3 times in the last 14 days and not (have seats > 4)';
    expect(shifts(text)).toEqual([
      ['where.conditions.0.count', 3, 2],
      ['where.conditions.0.count', 3, 4],
      ['where.conditions.0.count', 3, 6],
      ['where.conditions.0.window.duration.amount', 14, 7],
      ['where.conditions.0.window.duration.amount', 14, 28],
      ['where.conditions.1.condition.comparison.value', 4, 2],
      ['where.conditions.1.condition.comparison.value', 4, 8],
    ]);
  });

  it('reach into every kind of clause that has numbers', () => {
    const of = (text: string): string[] => [...new Set(shifts(`users who ${text}`).map(([path]) => path))];
    expect(of('did a then b within 7 days, in the last 30 days')).toEqual([
      'where.window.duration.amount',
      'where.within.amount',
    ]);
    expect(of('have seats_used >= 80% of seats_limit')).toEqual(['where.percent']);
    expect(of('first seen in the last 30 days')).toEqual(['where.window.duration.amount']);
    expect(of('have plan = "free"')).toEqual([]);
    expect(of('in cohort "others"')).toEqual([]);
  });

  it('leave out what is no definition, and what is the same', () => {
    expect(shifts('users who did a at least 1 time ever').map(([, , to]) => to)).not.toContain(-1);
    const [first] = thresholdVariants(
      must(parseOf('users who did a at least 2 times in the last 14 days'), 'definition'),
    );
    expect(first && printCohort(first.definition)).toContain('did a in the last 14 days');
    expect(first).toMatchObject({ clause: 'did a at least 2 times in the last 14 days' });
  });
});

function parseOf(text: string) {
  const parsed = parseCohort(text);
  return parsed.ok ? parsed.value : undefined;
}
