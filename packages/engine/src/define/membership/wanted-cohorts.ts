import type { RecordStore } from '../../store/record-store.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { cohortVersions, listCohorts } from '../cohorts/cohort-records.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { writtenOut } from '../live/plan.ts';

/** A cohort as it is to be kept: by its newest version, also one that is not in force yet. */
export interface WantedCohort {
  readonly id: string;
  readonly version: number;
  readonly isPending: boolean;
  readonly definition: CohortDefinition;
  /** Equal for definitions that mean the same, with every cohort that they name. */
  readonly meaning: string;
}

export interface Wanted {
  readonly cohorts: readonly WantedCohort[];
  readonly lookup: CohortLookup;
}

/** The cohorts of a project that are not archived, each by its newest version. */
export async function wantedCohorts(records: RecordStore, project: string): Promise<Wanted> {
  const all = await listCohorts(records, project);
  const newest = await Promise.all(
    all.map(async (cohort) => {
      if (cohort.pendingVersion === undefined) return cohort.definition;
      const versions = await cohortVersions(records, cohort);
      return (
        versions.find(({ version }) => version === cohort.pendingVersion)?.definition ?? cohort.definition
      );
    }),
  );
  const byName = new Map(all.map((cohort, i) => [cohort.name, newest[i]]));
  const lookup: CohortLookup = { definition: (name) => byName.get(name) };
  const cohorts = all.map((cohort, i): WantedCohort => {
    const definition = newest[i] ?? cohort.definition;
    return {
      id: cohort.id,
      version: cohort.pendingVersion ?? cohort.version,
      isPending: cohort.pendingVersion !== undefined,
      definition,
      meaning: JSON.stringify([definition.unit, writtenOut(definition.where, lookup)]),
    };
  });
  return { cohorts, lookup };
}
