import type { FunnelSpec } from '@cusp/engine/analyse/funnel/spec.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { notifications } from '@mantine/notifications';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useOpenPeople } from '../../ui/people/people.ts';
import { stepName } from './step-name.ts';

export type BarSide = 'converted' | 'dropped';

/** Opens the people of a funnel's bar; `bar` counts steps from 1, `segment` is the name of one. */
export function useOpenBar(question: QuestionOf<'funnel'>) {
  const open = useOpenPeople();
  return async (bar: number, side: BarSide, segment?: string): Promise<void> => {
    try {
      const { definition } = await found(
        api.POST('/api/v1/cohorts/from-funnel', {
          body: {
            funnel: question as FunnelSpec,
            bar,
            side,
            description: '',
            ...(segment === undefined ? {} : { segment }),
          } as never,
        }),
      );
      const step = question.steps[bar - 1];
      const name = step === undefined ? '' : stepName(step);
      open({
        title: `${side === 'converted' ? 'Reached' : 'Did not reach'} step ${bar}: ${name}${segment === undefined ? '' : `, ${segment}`}`,
        cohort: definition as CohortDefinition,
        asOf: question.asOf,
      });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'The people cannot be shown',
        message: asProblem(error).message,
      });
    }
  };
}
