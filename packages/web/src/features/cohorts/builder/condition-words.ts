import type { Condition } from '@cusp/engine/define/language/ast.ts';
import { checkCohort } from '@cusp/engine/define/language/check.ts';
import { printCondition } from '@cusp/engine/define/language/print.ts';
import { clauseEditors } from '../clauses/registry.ts';
import { isGroup } from '../tree/path.ts';

/** A condition in a few words, whether it is finished or not. */
export function conditionWords(condition: Condition): string {
  const read = checkCohort({ unit: 'user', where: condition });
  if (read.ok) return printCondition(read.value.where);
  if (condition.kind === 'not') return `not ${conditionWords(condition.condition)}`;
  if (isGroup(condition)) return `a group of ${condition.conditions.length}`;
  return clauseEditors[condition.kind].title;
}
