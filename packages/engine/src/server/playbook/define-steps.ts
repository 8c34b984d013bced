import type { CohortFinding } from '../../analyse/validation/finding-records.ts';
import type { Cohort } from '../../define/cohorts/cohort-records.ts';
import { namedCohorts } from '../../define/cohorts/named-cohorts.ts';
import { leafClauses } from '../../define/language/leaf-clauses.ts';
import type { ProjectStanding } from '../project-standing.ts';
import type { Finding, Playbook } from './step-answers.ts';

/** What is defined. */
export function defineStep({ cohorts, notFresh }: ProjectStanding): Playbook['define'] {
  const newest = newestOf(cohorts);
  const facts = {
    cohorts: cohorts.length,
    newest: newest ? { ...named(newest), version: newest.version, createdAt: newest.createdAt } : null,
    notFresh: notFresh.map(named),
  };
  if (newest === undefined) return { state: 'open', words: 'No cohort is defined yet.', ...facts };
  const [stale] = notFresh;
  if (stale !== undefined) {
    const others = notFresh.length > 1 ? `, and ${notFresh.length - 1} more are` : '';
    return {
      state: 'attention',
      words: `"${stale.name}" is not up to date${others && `${others} not either`}.`,
      ...facts,
    };
  }
  const words =
    cohorts.length === 1
      ? `"${newest.name}" is the one cohort.`
      : `${cohorts.length} cohorts, the newest is "${newest.name}".`;
  return { state: 'done', words, ...facts };
}

/** What was found when cohorts were validated. Of each cohort the version in force counts, else the one that was validated last. */
export function validateStep(
  { cohorts }: ProjectStanding,
  found: readonly CohortFinding[],
): Playbook['validate'] {
  const findings = cohorts
    .flatMap((cohort) => {
      const of = found.filter(({ cohortId }) => cohortId === cohort.id);
      const best = of.find(({ version }) => version === cohort.version) ?? of[0];
      return best === undefined ? [] : [shown(best, cohort)];
    })
    .toSorted((a, b) => b.answeredAt - a.answeredAt);
  const cohort = newestOf(cohorts);
  if (cohort === undefined)
    return { state: 'open', words: 'There is no cohort to validate.', newest: null, findings };
  const newest = findings.find((each) => each.cohort.id === cohort.id) ?? null;
  if (newest === null)
    return { state: 'open', words: `"${cohort.name}" was not validated yet.`, newest, findings };
  if (newest.isInForce) return { state: 'done', words: newest.sentence, newest, findings };
  const words = `"${cohort.name}" was edited since it was validated: version ${newest.version} was looked at, version ${cohort.version} is in force.`;
  return { state: 'open', words, newest, findings };
}

/** Cohorts that were made of what a funnel showed: the saved trace of having looked. */
export function understandStep({ cohorts }: ProjectStanding): Playbook['understand'] {
  const made = cohorts
    .filter(({ definition }) => leafClauses(definition.where).some(({ clause }) => clause.kind === 'funnel'))
    .map(named);
  const words =
    made.length === 0
      ? 'No step of a funnel was saved as a cohort yet.'
      : `${counted(made.length, 'cohort')} made of a step of a funnel.`;
  return { state: made.length === 0 ? 'open' : 'done', words, cohorts: made };
}

/** Cohorts that are made of others. */
export function segmentStep({ cohorts }: ProjectStanding): Playbook['segment'] {
  const parts = cohorts.flatMap((cohort) => {
    const of = [...namedCohorts(cohort.definition.where)];
    return of.length === 0 ? [] : [{ ...named(cohort), of }];
  });
  const words =
    parts.length === 0
      ? 'No cohort is split into segments yet.'
      : `${counted(parts.length, 'cohort')} made of others.`;
  return { state: parts.length === 0 ? 'open' : 'done', words, cohorts: parts };
}

function newestOf(cohorts: readonly Cohort[]): Cohort | undefined {
  return cohorts.toSorted((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? -1 : 1))[0];
}

function shown({ cohortId: _, ...found }: CohortFinding, cohort: Cohort): Finding {
  return { ...found, cohort: named(cohort), isInForce: found.version === cohort.version };
}

export function named({ id, name }: { readonly id: string; readonly name: string }): {
  id: string;
  name: string;
} {
  return { id, name };
}

export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? ' is' : 's are'}`;
}
