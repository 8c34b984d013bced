import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { printClause } from '@cusp/engine/define/language/print-clause.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import { leavesOf } from '../tree/leaves.ts';

/** What the engine found out about single conditions, by their text: it stays true of a condition wherever it is moved. */
export interface PreviewFacts {
  /** Everyone known; undefined before the first answer. */
  readonly known: number | undefined;
  /** Of how many a condition holds by itself. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly warnings: ReadonlyMap<string, readonly Problem[]>;
}

interface Answer {
  readonly known: number;
  readonly clauses: readonly { readonly text: string; readonly size: number }[];
  readonly warnings: readonly Problem[];
}

/** The facts in an answer about a definition. */
export function factsOf(of: CohortDefinition | undefined, answer: Answer | undefined): PreviewFacts {
  const warnings = new Map<string, Problem[]>();
  const leaves = of === undefined || answer === undefined ? [] : leavesOf(of.where);
  for (const { clause, place } of leaves) {
    const about = (answer?.warnings ?? []).filter(
      ({ path }) => path === place || path.startsWith(`${place}.`),
    );
    // The same condition may stand twice: what is said of it once is enough.
    if (about.length > 0) warnings.set(printClause(clause), about);
  }
  return {
    known: answer?.known,
    sizes: new Map((answer?.clauses ?? []).map(({ text, size }) => [text, size])),
    warnings,
  };
}
