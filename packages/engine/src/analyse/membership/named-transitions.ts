import { type Cohort, cohortVersions, loadCohortLookup } from '../../define/cohorts/cohort-records.ts';
import { type ClausePlace, clausePlaces } from '../../define/membership/clause-places.ts';
import type { Transition } from '../../define/membership/transition.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { subjectIds } from './subject-ids.ts';

/** What one clause had seen when a member came or went. */
export interface ValueSeen {
  /** Its place in the definition and its words; null when a cohort that the definition names has changed since. */
  readonly path: string | null;
  readonly clause: string | null;
  /** Null: it had seen nothing. */
  readonly value: PropertyValue | null;
  /** It was this many or more: what is recorded counts no further than it takes to decide. */
  readonly orMore: boolean;
}

/** A transition as people know it. */
export interface NamedTransition {
  readonly ordinal: number;
  readonly version: number;
  readonly unit: 'user' | 'account';
  /** User id, `device:` and device id, or account; `key:` and the key when no row of it is stored. */
  readonly id: string;
  /** Key in decimal. */
  readonly key: string;
  readonly direction: 'entered' | 'exited';
  readonly at: number;
  readonly recorded: number;
  readonly cause: Transition['cause'];
  readonly late: boolean;
  readonly values: readonly ValueSeen[];
}

/**
 * Gives the transitions of one cohort their names. Keeps the clauses of each version, which never change, between calls.
 * `recentId` tells the ids of users that need not be looked up.
 */
export class TransitionNames {
  readonly #store: EventStore;
  readonly #records: RecordStore;
  readonly #project: string;
  readonly #cohort: Cohort;
  readonly #recentId: (key: string) => string | undefined;
  readonly #places = new Map<number, readonly ClausePlace[]>();

  constructor(
    store: EventStore,
    records: RecordStore,
    project: string,
    cohort: Cohort,
    recentId: (key: string) => string | undefined = () => undefined,
  ) {
    this.#store = store;
    this.#records = records;
    this.#project = project;
    this.#cohort = cohort;
    this.#recentId = recentId;
  }

  /** In the order given. All are of the same cohort. */
  async named(transitions: readonly Transition[]): Promise<readonly NamedTransition[]> {
    const [ids] = await Promise.all([
      subjectIds(transitions, this.#store, this.#project, this.#recentId),
      this.#learn(transitions),
    ]);
    // Field by field, because there may be a hundred thousand at once, and copying what is left of an object takes several times as long.
    return transitions.map((each) => ({
      ordinal: each.ordinal,
      version: each.version,
      unit: each.unit,
      direction: each.direction,
      at: each.at,
      recorded: each.recorded,
      cause: each.cause,
      id: ids.get(each.subject) ?? `key:${each.subject}`,
      key: each.subject,
      late: each.isLate,
      values: this.#seen(each.version, each.values),
    }));
  }

  /** What each clause had seen, of rows that tell no more than their version and values. */
  async seen(
    rows: readonly Pick<Transition, 'version' | 'values'>[],
  ): Promise<readonly (readonly ValueSeen[])[]> {
    await this.#learn(rows);
    return rows.map(({ version, values }) => this.#seen(version, values));
  }

  #seen(version: number, values: Transition['values']): readonly ValueSeen[] {
    const places = this.#places.get(version);
    const isSame = places?.length === values.length;
    return values.map((value, i) => {
      const { path = null, text = null, stopsAt } = (isSame ? places[i] : undefined) ?? {};
      const orMore = stopsAt !== undefined && typeof value === 'number' && value >= stopsAt;
      return { path, clause: text, value, orMore };
    });
  }

  async #learn(transitions: readonly Pick<Transition, 'version'>[]): Promise<void> {
    if (transitions.every(({ version }) => this.#places.has(version))) return;
    const [versions, cohorts] = await Promise.all([
      cohortVersions(this.#records, this.#cohort),
      loadCohortLookup(this.#records, this.#project),
    ]);
    for (const { version, definition } of versions) {
      this.#places.set(version, clausePlaces(definition.where, cohorts) ?? []);
    }
  }
}
