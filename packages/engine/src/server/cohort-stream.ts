import { TransitionNames } from '../analyse/membership/named-transitions.ts';
import { ProjectTransitionNames } from '../analyse/membership/project-transition-names.ts';
import type { Cohort } from '../define/cohorts/cohort-records.ts';
import type { CohortState } from '../define/membership/live-cohorts.ts';
import type { Transition } from '../define/membership/transition.ts';
import { TransitionFeed } from '../define/membership/transition-feed.ts';
import type { Project } from '../model/project.ts';
import { liveOf } from './cohort-answers.ts';
import type { ServerDependencies } from './dependencies.ts';
import type { TransitionSource } from './stream-transitions.ts';

export interface StreamAsked {
  /** Only what was recorded after this ordinal; undefined: from now on. */
  readonly after: number | undefined;
  readonly direction: Transition['direction'] | undefined;
}

/** The transitions of one cohort, with the cohort's state. */
export function cohortStream(
  { store, records, live, clock }: ServerDependencies,
  project: Project,
  cohort: Cohort,
  asked: StreamAsked & { readonly subjects: readonly string[] | undefined },
): TransitionSource {
  const names = new TransitionNames(store, records, project.id, cohort, (key) => live.recentId(key));
  return {
    feed: new TransitionFeed({ store, live, project: project.id, cohort: cohort.id, ...asked }),
    named: (transitions) => names.named(transitions),
    state: async () => {
      const state = live.state(project.id, cohort.id);
      return { told: liveOf(state, clock()), outline: outlineOf(state) };
    },
  };
}

/** The transitions of all cohorts of a project, with the state of each that is not archived. */
export function projectStream(
  { store, records, live, clock }: ServerDependencies,
  project: Project,
  asked: StreamAsked,
): TransitionSource {
  const recentId = (key: string): string | undefined => live.recentId(key);
  const names = new ProjectTransitionNames({ store, records, clock, project: project.id, recentId });
  return {
    feed: new TransitionFeed({ store, live, project: project.id, cohort: undefined, ...asked }),
    named: (transitions) => names.named(transitions),
    state: async () => {
      const cohorts = [...(await names.cohorts()).values()].filter(
        ({ archivedAt }) => archivedAt === undefined,
      );
      const states = cohorts.map(({ id, name }) => ({ id, name, state: live.state(project.id, id) }));
      return {
        told: { cohorts: states.map(({ state, ...rest }) => ({ ...rest, live: liveOf(state, clock()) })) },
        outline: JSON.stringify(states.map(({ id, name, state }) => [id, name, outlineOf(state)])),
      };
    },
  };
}

function outlineOf({ state, version, error, building }: CohortState): string {
  return JSON.stringify([state, version, error, building?.version]);
}
