import { propertyAt } from '../../define/reference/histories.ts';
import { sessionsOf } from '../../define/sessions/sessions.ts';
import type { History } from '../../model/history.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { OneAnswer } from './result.ts';

/** What a user's page says of a history, without what depends on names and paging: the plain reading of one.ts. */
export function oneReference(history: History): Pick<
  OneAnswer,
  'key' | 'events' | 'properties' | 'changes' | 'sessions'
> & {
  readonly stream: readonly string[];
} {
  const names = [...new Set(history.updates.map((update) => update.property))];
  const properties: Record<string, PropertyValue> = {};
  for (const name of names) {
    const value = propertyAt(history, name, Number.POSITIVE_INFINITY);
    if (value !== undefined) properties[name] = value;
  }
  return {
    key: history.id,
    events: history.events.length,
    properties,
    changes: history.updates
      .filter(({ property, value }, i) => {
        const before = history.updates.slice(0, i).findLast((update) => update.property === property);
        return JSON.stringify(before?.value) !== JSON.stringify(value);
      })
      .toSorted((a, b) => b.time - a.time || b.seq - a.seq || (b.property < a.property ? -1 : 1))
      .map(({ property, time, value }) => ({ property, time, ...(value === undefined ? {} : { value }) })),
    sessions: sessionsOf(history.events, 'tracked').toSorted(
      (a, b) => b.start - a.start || b.sessionId - a.sessionId,
    ),
    stream: history.events.toReversed().map(({ seq }) => String(seq)),
  };
}
