import { selects } from '../../define/selector/event-selector.ts';
import { sessionsOf } from '../../define/sessions/sessions.ts';
import type { History } from '../../model/history.ts';
import type { TimelineSpec } from './spec.ts';
import { byPlace, ENTRY_KINDS, type Place } from './timeline-cursor.ts';

/** What the plain reading takes from outside of the history, each in any order. */
export interface OutsideEntries {
  /** The unit's records, which are no events. */
  readonly records: readonly { readonly time: number; readonly seq: number }[];
  readonly transitions: readonly { readonly time: number; readonly ordinal: number }[];
  readonly touches: readonly { readonly time: number; readonly id: string }[];
}

/** The places of all entries of a unit's timeline, newest first: the plain reading of timeline.ts, without its pages. */
export function timelineReference(
  spec: TimelineSpec,
  history: History,
  { records, transitions, touches }: OutsideEntries,
): Place[] {
  const { event } = spec;
  const events = event
    ? history.events.filter((each) => selects(each, event))
    : [...history.events, ...records];
  const sessions = spec.unit === 'account' ? [] : sessionsOf(history.events, 'tracked');
  const changes = history.updates.filter(({ property, value }, i) => {
    const before = history.updates.slice(0, i).findLast((update) => update.property === property);
    const isAsked = spec.properties === undefined || spec.properties.includes(property);
    return isAsked && JSON.stringify(before?.value) !== JSON.stringify(value);
  });
  const rowsChanging = new Map(changes.map(({ time, seq }) => [seq, time]));
  const places: Place[] = [
    ...events.map(({ time, seq }) => ({ kind: 'event' as const, time, id: String(seq) })),
    ...sessions.map(({ start, sessionId }) => ({
      kind: 'session' as const,
      time: start,
      id: String(sessionId + 1),
    })),
    ...[...rowsChanging].map(([seq, time]) => ({ kind: 'property' as const, time, id: String(seq) })),
    ...transitions.map(({ time, ordinal }) => ({ kind: 'cohort' as const, time, id: String(ordinal) })),
    ...touches.map(({ time, id }) => ({ kind: 'touch' as const, time, id })),
  ];
  return places
    .filter(({ kind }) => (spec.show ?? ENTRY_KINDS).includes(kind))
    .filter(({ time }) => time >= (spec.from ?? 0) && time < (spec.to ?? Number.POSITIVE_INFINITY))
    .sort(byPlace);
}
