import type { ClauseNode, CohortDefinition, Condition } from './ast.ts';
import { printClause } from './print-clause.ts';

const WIDTH = 100;

/**
 * The text of a definition: `parseCohort` reads it back to an equal tree. One condition of the outermost `and` or `or` to a
 * line; every inner one stands in parentheses, on one line when it fits.
 */
export function printCohort(definition: CohortDefinition): string {
  const head = definition.unit === 'user' ? 'users who' : 'accounts who';
  const { where } = definition;
  if (where.kind === 'all' || where.kind === 'any') {
    return `${head}\n${joined(where, 1)}`;
  }
  const line = `${head} ${inline(where)}`;
  return line.length <= WIDTH ? line : `${head}\n  ${block(where, 1)}`;
}

/** A condition without its head, on one line: for lists, logs and error messages. */
export function printCondition(condition: Condition): string {
  return condition.kind === 'all' || condition.kind === 'any' ? group(condition) : inline(condition);
}

type Group = Extract<Condition, { readonly kind: 'all' | 'any' }>;

function connective(condition: Group): 'and' | 'or' {
  return condition.kind === 'all' ? 'and' : 'or';
}

function group(condition: Group): string {
  return condition.conditions.map(inline).join(` ${connective(condition)} `);
}

function inline(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `(${group(condition)})`;
    case 'not':
      return negated(condition.condition);
    default:
      return printClause(condition);
  }
}

/** `did not do x` and `do not have p = 1` where English wants it; `not` before everything else. */
function negated(condition: Condition): string {
  if (condition.kind === 'not' || condition.kind === 'all' || condition.kind === 'any') {
    return `not ${inline(condition)}`;
  }
  return negatedClause(condition);
}

function negatedClause(clause: ClauseNode): string {
  const words = printClause(clause);
  if (words.startsWith('did ')) return `did not do ${words.slice('did '.length)}`;
  if (words.startsWith('have ')) return `do not ${words}`;
  return `not ${words}`;
}

/** The parts of a group below each other, `depth` steps of two spaces in. */
function joined(condition: Group, depth: number): string {
  const indent = '  '.repeat(depth);
  return condition.conditions
    .map((part, index) => `${indent}${index === 0 ? '' : `${connective(condition)} `}${block(part, depth)}`)
    .join('\n');
}

function block(condition: Condition, depth: number): string {
  const line = inline(condition);
  if (line.length + 2 * depth <= WIDTH) return line;
  const indent = '  '.repeat(depth);
  if (condition.kind === 'all' || condition.kind === 'any') {
    return `(\n${joined(condition, depth + 1)}\n${indent})`;
  }
  if (condition.kind === 'not') {
    const inner = condition.condition;
    if (inner.kind === 'all' || inner.kind === 'any' || inner.kind === 'not') {
      return `not ${block(inner, depth)}`;
    }
  }
  return line;
}
