import { ProblemError } from '../../util/problem-error.ts';
import { type Formula, formulaValue, parseFormula } from './formula.ts';
import type { FormulaLine, Series } from './result.ts';

/** The formulas' lines, from the series of one segment and group, in order. */
export function formulaLines(formulas: readonly string[], series: readonly Series[]): FormulaLine[] {
  const [first] = series;
  if (!first) return [];
  const { segment, labels } = first;
  return formulas.map((text, i) => {
    const formula = parsed(text, series.length, `formulas.${i}`);
    return {
      kind: 'formula',
      formula: text,
      segment,
      labels,
      values: first.values.map((_, at) =>
        formulaValue(
          formula,
          series.map(({ values }) => values[at] ?? null),
        ),
      ),
      overall: formulaValue(
        formula,
        series.map(({ overall }) => overall),
      ),
    };
  });
}

/** Specs come with formulas that were read before; others are refused as the spec's schema does. */
function parsed(text: string, count: number, path: string): Formula {
  const found = parseFormula(text, count);
  if (found.ok) return found.value;
  const { message, at } = found.problem;
  throw new ProblemError(400, [{ code: 'bad-formula', message: `at character ${at}: ${message}`, path }]);
}
