import type { Transition } from '../../define/membership/transition.ts';
import { storedIdsSql } from '../../store/clickhouse/unit-ids.ts';
import type { EventStore } from '../../store/event-store.ts';

/**
 * The ids of the units of these transitions by their keys: user id, `device:` and device id, or account. A key of which no row is stored
 * has none. `recentId` tells those of users that need not be looked up.
 */
export async function subjectIds(
  transitions: readonly Pick<Transition, 'unit' | 'subject'>[],
  store: EventStore,
  project: string,
  recentId: (key: string) => string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<Transition['unit'], Set<string>>();
  const ids = new Map<string, string>();
  for (const { unit, subject } of transitions) {
    const recent = unit === 'user' ? recentId(subject) : undefined;
    if (recent !== undefined) {
      ids.set(subject, recent);
      continue;
    }
    const of = keys.get(unit) ?? new Set();
    keys.set(unit, of.add(subject));
  }
  for (const [unit, subjects] of keys) {
    // One row of a key tells its id for good, so that only those of whom there is none yet are worth waiting for.
    await lookUp(unit, subjects, true);
    const newest = [...subjects].filter((subject) => !ids.has(subject));
    if (newest.length > 0) await lookUp(unit, newest, false);
  }
  return ids;

  async function lookUp(
    unit: Transition['unit'],
    subjects: Iterable<string>,
    mayLag: boolean,
  ): Promise<void> {
    const found = await store.query<{ unit: string; id: string }>(
      storedIdsSql(project, unit, [...subjects]),
      { mayLag },
    );
    for (const { unit: key, id } of found) ids.set(key, id);
  }
}
