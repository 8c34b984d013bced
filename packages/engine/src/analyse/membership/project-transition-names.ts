import { type Cohort, listCohorts } from '../../define/cohorts/cohort-records.ts';
import type { Transition } from '../../define/membership/transition.ts';
import type { Clock } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { type NamedTransition, TransitionNames } from './named-transitions.ts';
import { subjectIds } from './subject-ids.ts';

/** A transition of any cohort as people know it. */
export interface CohortTransition extends NamedTransition {
  readonly cohort: { readonly id: string; readonly name: string };
}

export interface ProjectNamesOptions {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly project: string;
  readonly recentId?: ((key: string) => string | undefined) | undefined;
}

/** How long a name that was changed may go on being told. */
const KEPT_MS = 5_000;

/** Gives the transitions of all cohorts of a project their names, those of archived ones too. */
export class ProjectTransitionNames {
  readonly #options: ProjectNamesOptions;
  readonly #byCohort = new Map<string, TransitionNames>();
  #cohorts: ReadonlyMap<string, Cohort> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: ProjectNamesOptions) {
    this.#options = options;
  }

  /** All cohorts by id, not older than some seconds. */
  async cohorts(): Promise<ReadonlyMap<string, Cohort>> {
    const { records, clock, project } = this.#options;
    const now = clock();
    if (now - this.#readAt < KEPT_MS) return this.#cohorts;
    const cohorts = await listCohorts(records, project, true);
    this.#cohorts = new Map(cohorts.map((cohort) => [cohort.id, cohort]));
    this.#readAt = now;
    return this.#cohorts;
  }

  /** In the order given. */
  async named(transitions: readonly Transition[]): Promise<readonly CohortTransition[]> {
    const { store, project, recentId = () => undefined } = this.#options;
    if (transitions.some(({ cohort }) => !this.#cohorts.has(cohort))) this.#readAt = Number.NEGATIVE_INFINITY;
    const [ids, cohorts] = await Promise.all([
      subjectIds(transitions, store, project, recentId),
      this.cohorts(),
    ]);
    const seen = await this.#seen(transitions, cohorts);
    return transitions.map((transition, i) => {
      const { subject, isLate, values: _, cohort, ...rest } = transition;
      return {
        ...rest,
        id: ids.get(subject) ?? `key:${subject}`,
        key: subject,
        late: isLate,
        values: seen[i] ?? [],
        cohort: { id: cohort, name: cohorts.get(cohort)?.name ?? cohort },
      };
    });
  }

  async #seen(transitions: readonly Transition[], cohorts: ReadonlyMap<string, Cohort>) {
    const found: NamedTransition['values'][] = [];
    for (const id of new Set(transitions.map(({ cohort }) => cohort))) {
      const cohort = cohorts.get(id);
      if (cohort === undefined) continue;
      const places = transitions.flatMap((transition, i) =>
        transition.cohort === id ? [{ transition, i }] : [],
      );
      const values = await this.#namesOf(cohort).seen(places.map(({ transition }) => transition));
      places.forEach(({ i }, at) => {
        found[i] = values[at] ?? [];
      });
    }
    return found;
  }

  #namesOf(cohort: Cohort): TransitionNames {
    const { store, records, project } = this.#options;
    const names = this.#byCohort.get(cohort.id) ?? new TransitionNames(store, records, project, cohort);
    this.#byCohort.set(cohort.id, names);
    return names;
  }
}
