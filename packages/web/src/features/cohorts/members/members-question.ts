import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import type { QuestionOf } from '../../../api/questions.ts';
import type { MembersChoice } from './members-tab.tsx';

/** The question whose answer is the members that a choice asks for. */
export function membersQuestion(
  { unit, where }: CohortDefinition,
  { text, columns, having }: MembersChoice,
): QuestionOf<'cohort'> {
  const cohort: CohortDefinition =
    having.length === 0 ? { unit, where } : { unit, where: { kind: 'all', conditions: [where, ...having] } };
  return {
    kind: 'cohort',
    show: 'members',
    cohort: { ...cohort },
    properties: [...columns],
    ...(text.trim() !== '' && { search: text.trim() }),
  };
}
