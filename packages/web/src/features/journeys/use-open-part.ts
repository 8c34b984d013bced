import type { QuestionOf } from '../../api/questions.ts';
import { useOpenPeople } from '../../ui/people/people.ts';

export type JourneyPartMeant = QuestionOf<'journey-people'>['part'];

/** Opens the people of a part of a journey's answer as of its instant: exactly those whom its number counts. `segment` is the name of one. */
export function useOpenPart(question: QuestionOf<'journey'>, asOf: number, segment: string | undefined) {
  const open = useOpenPeople();
  return (title: string, part: JourneyPartMeant): void =>
    open({
      title: segment === undefined ? title : `${segment}: ${title}`,
      cell: {
        kind: 'journey-people',
        journey: { ...question, asOf },
        part,
        ...(segment === undefined ? {} : { segment }),
      },
    });
}
