import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useOpenPeople } from '../../ui/people/people.ts';
import { columnName, type ShownCurve } from './curves.ts';

export interface ChosenCell {
  readonly curve: ShownCurve;
  /** A date of the start; all together when left out. */
  readonly date?: string | undefined;
  /** The place in `columns`; everybody who started when left out. */
  readonly interval?: number | undefined;
}

/** Opens the people of a cell: exactly those whom its number counts. */
export function useOpenCell(question: QuestionOf<'retention'>, answer: RetentionAnswer) {
  const open = useOpenPeople();
  return ({ curve, date, interval }: ChosenCell): void => {
    const who = curve.name === 'Everybody' ? '' : `${curve.name}: `;
    const when = date === undefined ? '' : `, started ${date}`;
    const what = interval === undefined ? 'Started' : `Back in ${columnName(answer, interval).toLowerCase()}`;
    open({
      title: `${who}${what}${when}`,
      cell: {
        kind: 'retention-cell',
        retention: { ...question, asOf: answer.asOf },
        group: curve.group,
        return: curve.return,
        ...(date !== undefined && { date }),
        ...(interval !== undefined && { interval }),
      },
    });
  };
}
