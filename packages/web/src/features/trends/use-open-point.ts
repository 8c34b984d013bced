import { pointDefinition } from '@cusp/engine/analyse/segmentation/point-definition.ts';
import type { EventsAnswer, Line } from '@cusp/engine/analyse/segmentation/result.ts';
import type { EventsSpec } from '@cusp/engine/analyse/segmentation/spec.ts';
import { notifications } from '@mantine/notifications';
import { useOpenPeople } from '../../ui/people/people.ts';

/** Opens the people of a point: those who did a line's events in the interval at a place, or in the whole range without one. */
export function useOpenPoint(spec: EventsSpec, answer: EventsAnswer) {
  const open = useOpenPeople();
  return (line: Line, name: string, when: string, place?: number): void => {
    const series = [{ event: spec.event, measure: spec.measure }, ...(spec.alsoSeries ?? [])];
    const interval = place === undefined ? undefined : answer.intervals[place];
    const found = pointDefinition({ ...spec, series }, line, interval, answer.asOf);
    if (found.definition === null) {
      notifications.show({
        color: 'yellow',
        title: 'The people of this line cannot be told',
        message: `No cohort says who they are: ${found.why}.`,
      });
      return;
    }
    const measure = line.kind === 'series' ? series['ABCDEFGHIJ'.indexOf(line.series)]?.measure : undefined;
    open({
      title: `${name}, ${when}`,
      cohort: found.definition,
      asOf: answer.asOf,
      ...(measure?.kind === 'uniques'
        ? {}
        : { note: `The line counts events: these are the ${spec.unit}s who did them.` }),
    });
  };
}
