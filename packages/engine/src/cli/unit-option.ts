import { Option } from 'commander';
import type { CohortDefinition } from '../define/language/ast.ts';

/** A cohort as `cohortOption` reads it: a name, or a definition. */
export type Cohort = string | CohortDefinition;

/** `--unit`, the same for every analysis. */
export function unitOption(): Option {
  return new Option('--unit <unit>', 'whom to count (default: user)').choices(['user', 'account']);
}

/** The unit that was asked for, else that of a cohort given as a definition, else users. */
export function unitOf(
  asked: 'user' | 'account' | undefined,
  cohort: Cohort | undefined,
): 'user' | 'account' {
  return asked ?? (typeof cohort === 'object' ? cohort.unit : 'user');
}
