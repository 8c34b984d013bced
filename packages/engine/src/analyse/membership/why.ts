import { clauseOf } from '../../define/clauses/registry.ts';
import type { ClauseNode, CohortDefinition } from '../../define/language/ast.ts';
import { leafClauses } from '../../define/language/leaf-clauses.ts';
import { type ClauseCourse, readUnitCourse, type UnitCourse } from '../../define/membership/unit-course.ts';
import type { Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { knownUnit } from './unit-keys.ts';

/** A clause in the life of a unit, and what it means for membership. */
export interface ClauseReason extends ClauseCourse {
  /** Whether it has to hold for membership; false under a `not`. */
  readonly wanted: boolean;
  /** What stands in the way when it is not as wanted, in words; null when it is, or its value says it all. */
  readonly missing: string | null;
}

export interface WhyAnswer extends Omit<UnitCourse, 'clauses'> {
  /** The unit's key, decimal, and every stored key whose rows are its own. */
  readonly key: string;
  readonly keys: readonly string[];
  readonly asOf: Instant;
  readonly clauses: readonly ClauseReason[];
}

/**
 * Why a user or account is a member of a definition or is not, as of an instant: what each clause has seen, and when it was a member,
 * replayed. Throws a ProblemError (404) when it was not known then.
 */
export async function whyAnswer(
  definition: CohortDefinition,
  id: string,
  asOf: Instant,
  context: AnalysisContext,
): Promise<WhyAnswer> {
  const { unit } = definition;
  if (asOf > context.now)
    throw problemError(
      422,
      'future',
      'what will be is not known yet: ask about now or a past instant',
      'asOf',
    );
  const { key, keys } = await knownUnit(unit, id, context);
  const { store, project, overlay, cohorts, now } = context;
  const course = await readUnitCourse({
    store,
    project: project.id,
    overlay,
    cohorts,
    definition,
    subject: key,
    asOf,
    now,
  });
  if (!course) {
    const when = new Date(asOf).toISOString();
    throw problemError(
      404,
      `unknown-${unit}`,
      `${unit} "${id}" was first seen after ${when}: ask about a later instant`,
      'asOf',
    );
  }
  const clauses = new Map(leafClauses(definition.where).map(({ path, clause }) => [path, clause]));
  return {
    ...course,
    key,
    keys,
    asOf,
    clauses: course.clauses.map((each) => reason(each, clauses.get(each.path))),
  };
}

function reason(course: ClauseCourse, clause: ClauseNode | undefined): ClauseReason {
  const negations = course.path.split('.').filter((step) => step === 'condition').length;
  const wanted = negations % 2 === 0;
  return { ...course, wanted, missing: course.holds === wanted ? null : missing(course, clause, wanted) };
}

function missing(course: ClauseCourse, clause: ClauseNode | undefined, wanted: boolean): string | null {
  if (!wanted) return 'holds, and must not';
  return (clause && clauseOf(clause).missing?.(clause, course.value)) ?? null;
}
