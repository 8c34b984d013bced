import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { createContext, use } from 'react';
import type { QuestionOf } from '../../api/questions.ts';

/** Whom a panel shows: those whom a definition selects as of an instant, or those in a cell of a retention, a part of a journey or a bar of a funnel. */
export type People = PeopleWords & (CohortPeople | CellPeople);

interface CohortPeople {
  /** A saved cohort's name, or a definition of its own. */
  readonly cohort: string | CohortDefinition;
  /** UTC ms; now when left out. */
  readonly asOf?: number | undefined;
}

interface CellPeople {
  readonly cell: QuestionOf<'retention-cell'> | QuestionOf<'journey-people'> | QuestionOf<'funnel-people'>;
}

interface PeopleWords {
  /** Such as "Reached step 2: pricing_viewed". */
  readonly title: string;
  /** What is worth knowing before the list is compared with a number on the page. */
  readonly note?: string | undefined;
}

export const PeopleContext = createContext<(people: People) => void>(() => undefined);

/** Opens the panel from the right with the people behind a bar, a cell or an edge. */
export function useOpenPeople(): (people: People) => void {
  return use(PeopleContext);
}
