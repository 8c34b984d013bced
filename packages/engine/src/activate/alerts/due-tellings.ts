import { DAY_MS, type Instant, MINUTE_MS } from '../../model/time.ts';
import type { AlertProblem } from './problems-now.ts';

/** A problem with the instant at which it was first seen. */
export interface StandingProblem extends AlertProblem {
  readonly since: Instant;
}

/** What a receiver was last told of a subject. */
export interface Told {
  readonly subject: string;
  readonly problem: string;
  readonly title: string;
  readonly since: Instant;
  readonly toldAt: Instant;
}

/** One thing to tell a receiver. */
export type Telling =
  | { readonly kind: 'problem'; readonly problem: StandingProblem }
  | { readonly kind: 'reminder'; readonly problem: StandingProblem; readonly lastTold: Instant }
  | { readonly kind: 'resolved'; readonly told: Told };

/** A problem that stays is told again this often. */
export const REMIND_EVERY_MS = DAY_MS;
/** The live reading tries again after an error, so that is told only when it lasts. */
export const COHORT_PATIENCE_MS = 2 * MINUTE_MS;

/**
 * What is to be told so that a receiver knows what is wrong and what no longer is: the difference between that and what it was last told.
 * Whatever came and went while it could not be reached is not told.
 */
export function dueTellings(
  problems: readonly StandingProblem[],
  told: readonly Told[],
  now: Instant,
): readonly Telling[] {
  const wrong = new Map(problems.map((problem) => [problem.subject, problem]));
  const known = new Map(told.map((each) => [each.subject, each]));
  return [
    ...problems.flatMap((problem) => tellingsOf(problem, known.get(problem.subject), now)),
    ...told
      .filter(({ subject }) => !wrong.has(subject))
      .map((each): Telling => ({ kind: 'resolved', told: each })),
  ];
}

function tellingsOf(problem: StandingProblem, told: Told | undefined, now: Instant): Telling[] {
  if (told?.problem !== problem.problem) {
    const patience = problem.problem === 'not-fresh' ? COHORT_PATIENCE_MS : 0;
    return now - problem.since >= patience ? [{ kind: 'problem', problem }] : [];
  }
  if (now - told.toldAt < REMIND_EVERY_MS) return [];
  return [{ kind: 'reminder', problem, lastTold: told.toldAt }];
}
