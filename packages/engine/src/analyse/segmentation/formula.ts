/** A formula over series, such as `(A - B) / A * 100`, as a tree. `place` counts series from 0: A is 0. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'series'; readonly place: number }
  | { readonly kind: 'negative'; readonly of: Formula }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    };

export type Operator = '+' | '-' | '*' | '/';

/** What is wrong with a formula, and at which character, counted from 1. */
export interface FormulaProblem {
  readonly message: string;
  readonly at: number;
}

export type ParsedFormula =
  | { readonly ok: true; readonly value: Formula }
  | { readonly ok: false; readonly problem: FormulaProblem };

export const MAX_FORMULA_LENGTH = 500;
const MAX_DEPTH = 50;

/** `A` for 0, `B` for 1, and so on up to 25. */
export function seriesLetter(place: number): string {
  return String.fromCharCode(65 + place);
}

/**
 * Reads a formula of `count` series: their letters, numbers such as `100` and `0.5`, `+ - * /`, a minus in front, and parentheses. As in
 * arithmetic, `*` and `/` bind closer, and equals are taken from the left.
 */
export function parseFormula(text: string, count: number): ParsedFormula {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { text: '', at: text.length + 1 };
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  try {
    const value = sum(0);
    if (peek().text !== '') throw wrong(peek(), 'an operator or the end');
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem };
    throw error;
  }

  function sum(depth: number): Formula {
    return chain(['+', '-'], () => chain(['*', '/'], () => factor(depth)));
  }

  function chain(operators: readonly string[], part: () => Formula): Formula {
    let left = part();
    while (operators.includes(peek().text)) {
      const operator = take().text as Operator;
      left = { kind: 'operation', operator, left, right: part() };
    }
    return left;
  }

  function factor(depth: number): Formula {
    const token = take();
    if (depth > MAX_DEPTH)
      throw new Wrong({ message: `nests deeper than ${MAX_DEPTH}: say it flatter`, at: token.at });
    if (token.text === '-') return { kind: 'negative', of: factor(depth + 1) };
    if (token.text === '(') {
      const inside = sum(depth + 1);
      if (peek().text !== ')') throw wrong(peek(), '")"');
      take();
      return inside;
    }
    if (/^[\d.]/.test(token.text)) {
      const value = Number(token.text);
      if (!Number.isFinite(value)) throw wrong(token, 'a number');
      return { kind: 'number', value };
    }
    if (/^[A-Z]$/.test(token.text)) return series(token);
    throw wrong(token, 'a series, a number or "("');
  }

  function series(token: Token): Formula {
    const place = token.text.charCodeAt(0) - 65;
    if (place < count) return { kind: 'series', place };
    const known = count === 1 ? 'the only series is A' : `series are A to ${seriesLetter(count - 1)}`;
    throw new Wrong({ message: `there is no series ${token.text}: ${known}`, at: token.at });
  }
}

/** The value of a formula where each series has one of `values`; null when one it needs is null, in a division by 0, and past what a number holds. */
export function formulaValue(formula: Formula, values: readonly (number | null)[]): number | null {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'series':
      return values[formula.place] ?? null;
    case 'negative': {
      const of = formulaValue(formula.of, values);
      // A minus before 0 gives 0, not its negative twin.
      return of === null ? null : 0 - of;
    }
    case 'operation': {
      const left = formulaValue(formula.left, values);
      const right = formulaValue(formula.right, values);
      if (left === null || right === null || (formula.operator === '/' && right === 0)) return null;
      const result = OPERATIONS[formula.operator](left, right);
      return Number.isFinite(result) ? result : null;
    }
  }
}

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

interface Token {
  readonly text: string;
  /** From 1. */
  readonly at: number;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/\d*\.?\d+|\d+\.|[^\s]/gu)].map((found) => ({
    text: found[0],
    at: found.index + 1,
  }));
}

class Wrong extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function wrong(token: Token, expected: string): Wrong {
  const seen = token.text === '' ? 'it ends' : `there is ${JSON.stringify(token.text)}`;
  const hint = /^[a-z]$/.test(token.text)
    ? `; series are named with capital letters, ${token.text.toUpperCase()}`
    : '';
  return new Wrong({ message: `${seen} where ${expected} is expected${hint}`, at: token.at });
}
