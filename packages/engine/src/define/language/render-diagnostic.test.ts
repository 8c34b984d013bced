import { describe, expect, it } from 'vitest';
import { parseCohort } from './parse.ts';
import { renderDiagnostic } from './render-diagnostic.ts';

/** The source line and the carets under it, of a text's first mistake. */
function pointed(text: string): readonly string[] {
  const parsed = parseCohort(text);
  if (parsed.ok) return [];
  return renderDiagnostic(text, parsed.problems[0] as (typeof parsed.problems)[0], 'x.cohort')
    .split('\n')
    .slice(2, 4);
}

describe('renderDiagnostic', () => {
  it('points under tabs, wide characters and combining marks', () => {
    expect(pointed('users who\n\tdid a and did\t7')).toEqual([
      '2 | \tdid a and did\t7',
      '  | \t             \t^',
    ]);
    expect(pointed('users who have a = "日本" and ( did 7')).toEqual([
      '1 | users who have a = "日本" and ( did 7',
      '  |                               ^',
    ]);
    expect(pointed('users who have a = "e\u0301" and did 7')).toEqual([
      '1 | users who have a = "e\u0301" and did 7',
      '  |                                ^',
    ]);
  });

  it('shows the part of a long line around the mistake', () => {
    const long = `users who have a in (${'"x", '.repeat(200)}7 8, ${'"y", '.repeat(200)} 9)`;
    const [line = '', carets = ''] = pointed(long);
    expect(line.length).toBeLessThan(120);
    expect(line.startsWith('1 | …')).toBe(true);
    expect(line.endsWith('…')).toBe(true);
    expect(line.slice(carets.indexOf('^'))).toMatch(/^8, "y"/);
  });

  it('lets no character of the text steer the terminal', () => {
    const [line] = pointed('users who did "\u001b[31mred\u202e" and did 7');
    expect(line).toBe('1 | users who did "\ufffd[31mred\ufffd" and did 7');
    const parsed = parseCohort('users who did \u001b');
    expect(parsed.ok ? '' : parsed.problems.map(({ message }) => message).join()).not.toContain('\u001b');
  });
});
