import type { CohortDefinition, Condition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import type { CohortChoice } from '../scope/cohort-choice.ts';
import { LanguageLacks } from '../scope/language-lacks.ts';
import type { RetentionCellAnswer } from './result.ts';
import { returnedIn } from './returned-condition.ts';
import type { RetentionCellSpec } from './spec.ts';
import { type StartRow, startRows } from './start-condition.ts';

/**
 * The definition of a cell's units: as of `asOf` it selects exactly them, and later it keeps to the same dates and intervals. Null with the reason where
 * the language cannot say it: it has no window that begins so long after an event, as rolling intervals need.
 */
export function cellDefinition(
  spec: RetentionCellSpec,
  asOf: Instant,
  timeZone: string,
): Pick<RetentionCellAnswer, 'definition' | 'why'> {
  try {
    const condition = allOf([cellCondition(spec, asOf, timeZone), ...groupConditions(spec, asOf)]);
    const checked = checkCohort({ unit: spec.retention.unit, where: condition });
    return checked.ok
      ? { definition: checked.value }
      : { definition: null, why: checked.problems.map(({ message }) => message).join('; ') };
  } catch (error) {
    if (error instanceof LanguageLacks) return { definition: null, why: error.message };
    throw error;
  }
}

function cellCondition(spec: RetentionCellSpec, asOf: Instant, timeZone: string): Condition {
  const { interval, side } = spec;
  const rows = startRows(spec, asOf, timeZone);
  if (interval === undefined) return anyOf(rows.map(({ condition }) => condition));
  const isOver = (row: StartRow): boolean => row.isOver(interval);
  if (side === 'immature') {
    const [late, over] = [rows.filter((row) => !isOver(row)), rows.filter(isOver)];
    const started = anyOf(late.map(({ condition }) => condition));
    return over.length === 0 ? started : allOf([started, not(anyOf(over.map(({ condition }) => condition)))]);
  }
  const over = rows.filter(isOver);
  const returned = anyOf(over.map((row) => allOf([row.condition, returnedIn(spec, row, interval)])));
  return side === 'returned'
    ? returned
    : allOf([anyOf(over.map(({ condition }) => condition)), not(returned)]);
}

function groupConditions({ retention, group }: RetentionCellSpec, asOf: Instant): Condition[] {
  const { cohort, membersAsOf, segments, compare } = retention;
  const isNow = (at: Instant | undefined): void => {
    if (at !== undefined && at !== asOf)
      throw new LanguageLacks(
        'its members are those of another instant, and a cohort asks for membership as of now',
      );
  };
  const conditions: Condition[] = [];
  if (cohort !== undefined) {
    isNow(membersAsOf);
    conditions.push(membership(cohort));
  }
  switch (group.kind) {
    case 'everybody':
      // With a comparison everybody is the members and the baseline together.
      if (compare?.baseline === undefined) return conditions;
      isNow(compare.asOf);
      return [...conditions, anyOf([membership(compare.cohort), membership(compare.baseline)])];
    case 'members':
    case 'baseline': {
      if (compare === undefined) return conditions;
      isNow(compare.asOf);
      if (group.kind === 'members') return [...conditions, membership(compare.cohort)];
      const others = not(membership(compare.cohort));
      return compare.baseline === undefined
        ? [...conditions, others]
        : [...conditions, membership(compare.baseline), others];
    }
    case 'segment': {
      isNow(membersAsOf);
      const found = segments?.find(({ name }) => name === group.name);
      if (found?.cohort !== undefined) return [...conditions, membership(found.cohort)];
      if (found?.who !== 'everyone-else') return conditions;
      const named = (segments ?? []).flatMap((each) => (each.cohort === undefined ? [] : [each.cohort]));
      return [...conditions, ...named.map((each) => not(membership(each)))];
    }
    case 'value':
    case 'none':
    case 'other':
      throw new LanguageLacks(
        'a value of the breakdown is that of the starting event, which no condition asks for',
      );
    default:
      return unreachable(group);
  }
}

function membership(choice: CohortChoice): Condition {
  if (typeof choice === 'string') return { kind: 'in-cohort', cohort: choice };
  return (choice as CohortDefinition).where;
}

function not(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.condition : { kind: 'not', condition };
}

function allOf(conditions: readonly Condition[]): Condition {
  return combined('all', conditions);
}

function anyOf(conditions: readonly Condition[]): Condition {
  return combined('any', conditions);
}

function combined(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((each) => (each.kind === kind ? each.conditions : [each]));
  const [only] = flat;
  if (only === undefined) throw new LanguageLacks('nobody can be in it: no such interval is over yet');
  return flat.length === 1 ? only : { kind, conditions: flat };
}
