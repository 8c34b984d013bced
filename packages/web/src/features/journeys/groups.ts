/** Several events under one name; while it is edited it may have no name or no events yet. */
export interface EventGroup {
  readonly name: string;
  readonly events: readonly string[];
}

/** Groups as they are asked: without those that are only begun. */
export function finishedGroups(groups: readonly EventGroup[]): { name: string; events: string[] }[] {
  return groups
    .filter(({ name, events }) => name.trim() !== '' && events.length > 0)
    .map(({ name, events }) => ({ name: name.trim(), events: [...events] }));
}

/** The events of all groups but the one at a place. */
export function takenElsewhere(groups: readonly EventGroup[], place: number): ReadonlySet<string> {
  return new Set(groups.flatMap(({ events }, i) => (i === place ? [] : events)));
}
