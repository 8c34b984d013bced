import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';

/** A definition as text that is equal for equal definitions; empty for none. */
export function canonicalText(definition: CohortDefinition | undefined): string {
  return definition === undefined ? '' : JSON.stringify(definition);
}
