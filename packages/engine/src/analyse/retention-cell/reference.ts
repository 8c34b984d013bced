import type { RetentionCourse } from '../retention/reference.ts';
import type { RetentionCellSpec } from './spec.ts';

/**
 * The meaning of a cell: the ids of those whom it counts, out of all starts. A unit with several starts in it came back when it did after any of
 * them, and the interval is over for it when it is after any. `label` is the cell's.
 */
export function retentionCellReference(
  { date, interval, return: place, side }: RetentionCellSpec,
  label: string,
  courses: readonly RetentionCourse[],
): Set<string> {
  const own = courses.filter(
    (course) => course.label === label && (date === undefined || course.date === date),
  );
  return new Set(
    own.flatMap(({ id }) => {
      if (interval === undefined) return [id];
      const of = own.filter((course) => course.id === id);
      const isOver = of.some(({ over }) => over > interval);
      const cameBack = of.some(({ returned }) => returned[place]?.includes(interval));
      if (side === 'immature') return isOver ? [] : [id];
      return isOver && cameBack === (side === 'returned') ? [id] : [];
    }),
  );
}
