import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Formula, formulaValue, parseFormula } from './formula.ts';

const SERIES = 4;

const tree = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(0, 1, 2, 0.5, 100).map((value): Formula => ({ kind: 'number', value })),
    fc.nat(SERIES - 1).map((place): Formula => ({ kind: 'series', place })),
    tie('formula').map((of): Formula => ({ kind: 'negative', of })),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('formula'), tie('formula'))
      .map(([operator, left, right]): Formula => ({ kind: 'operation', operator, left, right })),
  ),
})).formula;

/** As text with parentheses around everything, or only where the strength of operators asks for them. */
function printed(formula: Formula, bare: boolean): string {
  if (formula.kind === 'number') return String(formula.value);
  if (formula.kind === 'series') return 'ABCD'.charAt(formula.place);
  if (formula.kind === 'negative') return `-(${printed(formula.of, bare)})`;
  const { operator, left, right } = formula;
  const strong = operator === '*' || operator === '/';
  const isSum = (of: Formula) => of.kind === 'operation' && (of.operator === '+' || of.operator === '-');
  const leftText = printed(left, bare);
  const rightText = printed(right, bare);
  const open = (text: string, needed: boolean) => (bare && !needed ? text : ` (${text} )`);
  return `${open(leftText, strong && isSum(left))} ${operator}${open(rightText, right.kind === 'operation')}`;
}

describe('a formula', () => {
  it('is read back as the tree that it was printed from, with and without needless parentheses', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), (formula, bare) => {
        expect(parseFormula(printed(formula, bare), SERIES)).toEqual({ ok: true, value: formula });
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });

  it('counts as arithmetic does', () => {
    const value = (text: string, ...values: (number | null)[]) => {
      const parsed = parseFormula(text, values.length);
      if (!parsed.ok) throw new Error(parsed.problem.message);
      return formulaValue(parsed.value, values);
    };
    expect(value('A - B - 2', 10, 3)).toBe(5);
    expect(value('A + B * 2', 1, 3)).toBe(7);
    expect(value('(A+B)*2', 1, 3)).toBe(8);
    expect(value('A / B / 2', 12, 3)).toBe(2);
    expect(value('-A * -.5', 4)).toBe(2);
    expect(value('2 - -A', 4)).toBe(6);
    expect(value('A / B', 1, 0)).toBeNull();
    expect(value('A / (B - B)', 0, 3)).toBeNull();
    expect(value('A + B', 1, null)).toBeNull();
    expect(value('A * A', 1e200)).toBeNull();
    expect(Object.is(value('-A', 0), 0)).toBe(true);
  });

  it.each([
    ['A +', 4, 'it ends where a series, a number or "(" is expected'],
    ['', 1, 'it ends'],
    ['A B', 3, 'there is "B" where an operator or the end is expected'],
    ['(A + B', 7, 'it ends where ")" is expected'],
    ['A / C', 5, 'there is no series C: series are A to B'],
    ['A / b', 5, 'series are named with capital letters, B'],
    ['A ^ 2', 3, 'there is "^"'],
    ['1.2.3', 4, 'there is ".3" where an operator'],
    ['A + .', 5, 'there is "." where a number is expected'],
    ['1e3', 2, 'there is "e"'],
    [`${'('.repeat(60)}A`, 52, 'nests deeper than 50'],
    [`${'-'.repeat(60)}A`, 52, 'nests deeper than 50'],
  ])('says what is wrong with %j, and where', (text, at, message) => {
    const parsed = parseFormula(text, 2);
    expect(parsed).toMatchObject({ ok: false, problem: { at } });
    if (!parsed.ok) expect(parsed.problem.message).toContain(message);
  });
});
