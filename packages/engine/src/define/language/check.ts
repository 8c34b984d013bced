import { closestWord } from '../../util/closest-word.ts';
import { describe } from '../../util/describe.ts';
import { failed, ok, type Problem, type Result } from '../../util/result.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import { type CohortDefinition, type Condition, MAX_CLAUSES, MAX_DEPTH, MAX_TEXT } from './ast.ts';
import { CLAUSE_KINDS, clauseSchema } from './clause-schemas.ts';
import { printCohort } from './print.ts';

/** The most problems that are listed of one value. */
const MAX_PROBLEMS = 50;

/** Every definition whose text fits MAX_TEXT has less JSON than this: reading stops here, before it is printed to be measured. */
const MAX_JSON = 4 * MAX_TEXT;

interface Check {
  readonly problems: Problem[];
  clauses: number;
  /** Of the clauses as JSON, in characters. */
  length: number;
}

/**
 * Turns unknown JSON into a definition in normal form: `all` and `any` of one part become that part, -0 becomes 0, and fields
 * of no value go. Everything else stays as it was given. Fails with every problem and its JSON path, e.g. `where.conditions.1.window.kind`.
 */
export function checkCohort(value: unknown): Result<CohortDefinition> {
  const check: Check = { problems: [], clauses: 0, length: 0 };
  const definition = checkDefinition(check, value);
  if (definition === undefined || check.problems.length > 0) {
    return failed(...check.problems.slice(0, MAX_PROBLEMS));
  }
  if (printCohort(definition).length > MAX_TEXT) {
    tooLong(check);
    return failed(...check.problems);
  }
  return ok(definition);
}

function checkDefinition(check: Check, value: unknown): CohortDefinition | undefined {
  const fields = fieldsOf(check, value, '', ['unit', 'where']);
  if (fields === undefined) return undefined;
  const unit = fields.get('unit');
  if (unit !== 'user' && unit !== 'account') {
    problem(check, 'wrong-value', 'unit', `expected "user" or "account", got ${describe(unit)}`);
  }
  const where = checkCondition(check, fields.get('where'), 'where', 1);
  return where && (unit === 'user' || unit === 'account') ? { unit, where } : undefined;
}

function checkCondition(check: Check, value: unknown, path: string, depth: number): Condition | undefined {
  if (depth > MAX_DEPTH) {
    return problem(
      check,
      'too-deep',
      path,
      `is nested more than ${MAX_DEPTH} deep: move a part into a cohort of its own`,
    );
  }
  if (!isObject(value)) {
    return problem(
      check,
      value === undefined ? 'missing-field' : 'wrong-type',
      path,
      `expected a condition, got ${describe(value)}`,
    );
  }
  const kind = Object.hasOwn(value, 'kind') ? value.kind : undefined;
  if (kind === 'all' || kind === 'any') return checkGroup(check, value, kind, path, depth);
  if (kind === 'not') {
    const fields = fieldsOf(check, value, path, ['kind', 'condition']);
    const condition =
      fields && checkCondition(check, fields.get('condition'), `${path}.condition`, depth + 1);
    return condition && { kind, condition };
  }
  return checkClause(check, value, kind, path);
}

function checkGroup(
  check: Check,
  value: object,
  kind: 'all' | 'any',
  path: string,
  depth: number,
): Condition | undefined {
  const parts = fieldsOf(check, value, path, ['kind', 'conditions'])?.get('conditions');
  const at = `${path}.conditions`;
  if (!Array.isArray(parts))
    return problem(check, 'wrong-type', at, `expected a list of conditions, got ${describe(parts)}`);
  if (parts.length === 0) return problem(check, 'wrong-value', at, 'is empty: give at least one condition');
  if (parts.length > MAX_CLAUSES) return tooManyClauses(check, at);
  const conditions: Condition[] = [];
  for (const [index, part] of parts.entries()) {
    const condition = checkCondition(check, part, `${at}.${index}`, depth + 1);
    if (condition !== undefined) conditions.push(condition);
    if (check.problems.length >= MAX_PROBLEMS) return undefined;
  }
  if (conditions.length < parts.length) return undefined;
  return conditions.length === 1 ? conditions[0] : { kind, conditions };
}

function checkClause(check: Check, value: object, kind: unknown, path: string): Condition | undefined {
  if (typeof kind !== 'string' || !CLAUSE_KINDS.includes(kind)) {
    const kinds = ['all', 'any', 'not', ...CLAUSE_KINDS];
    const near = typeof kind === 'string' ? closestWord(kind, kinds) : undefined;
    const advice = near === undefined ? `give one of ${kinds.join(', ')}` : `did you mean "${near}"?`;
    return problem(
      check,
      'unknown-kind',
      `${path}.kind`,
      `${describe(kind)} is not a kind of condition: ${advice}`,
    );
  }
  check.clauses += 1;
  if (check.clauses > MAX_CLAUSES) return tooManyClauses(check, path);
  const parsed = clauseSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    check.problems.push(...zodProblems(parsed.error, path));
    return undefined;
  }
  // JSON has no -0 and no field without a value: what is stored is what is meant.
  const json = JSON.stringify(parsed.data);
  check.length += json.length;
  return check.length > MAX_JSON ? tooLong(check) : JSON.parse(json);
}

function tooLong(check: Check): undefined {
  if (check.problems.some((known) => known.code === 'too-long')) return undefined;
  return problem(
    check,
    'too-long',
    '',
    `has more than ${MAX_TEXT} characters as text: move a part into a cohort of its own`,
  );
}

function tooManyClauses(check: Check, path: string): undefined {
  if (check.problems.some((known) => known.code === 'too-many-clauses')) return undefined;
  return problem(
    check,
    'too-many-clauses',
    path,
    `has more than ${MAX_CLAUSES} conditions: move a part into a cohort of its own`,
  );
}

/** The fields of an object by name, after reporting those that are not among `names`. */
function fieldsOf(
  check: Check,
  value: unknown,
  path: string,
  names: readonly string[],
): ReadonlyMap<string, unknown> | undefined {
  if (!isObject(value))
    return problem(check, 'wrong-type', path, `expected an object, got ${describe(value)}`);
  const fields = new Map(Object.entries(value));
  for (const name of fields.keys()) {
    if (names.includes(name)) continue;
    const near = closestWord(name, names);
    const advice = near === undefined ? 'remove it' : `did you mean \`${near}\`?`;
    problem(check, 'unknown-field', path === '' ? name : `${path}.${name}`, `unknown field: ${advice}`);
  }
  return fields;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(check: Check, code: string, path: string, message: string): undefined {
  if (check.problems.length < MAX_PROBLEMS) check.problems.push({ code, message, path });
  return undefined;
}
