import type { CohortDefinition, Condition } from './ast.ts';
import { describeClause } from './describe-clause.ts';
import { listItem, type Phrase, relative } from './phrase.ts';

/** More conditions than this make a list: a sentence of more is hard to read. */
const LONGEST_SENTENCE = 3;

/**
 * The definition in plain words for people, who need not know the language: a sentence when it is short and flat, otherwise
 * an indented list. It is not read back: the text form is for that.
 */
export function describeCohort(definition: CohortDefinition): string {
  const who = definition.unit === 'user' ? 'Users' : 'Accounts';
  const where = plain(definition.where);
  if (where.kind === 'one') return `${who} ${relative(where.phrase)}.`;
  const phrases = where.parts.flatMap((part) => (part.kind === 'one' ? [part.phrase] : []));
  if (phrases.length < where.parts.length || phrases.length > LONGEST_SENTENCE || where.negated) {
    return `${who} who ${list(where, '')}`;
  }
  return `${who} ${phrases.map(relative).join(where.every ? ', and ' : ', or ')}.`;
}

/** A condition with its negations worked into words. */
type Plain =
  | { readonly kind: 'one'; readonly phrase: Phrase }
  | {
      readonly kind: 'group';
      readonly every: boolean;
      readonly negated: boolean;
      readonly parts: readonly Plain[];
    };

type Group = Extract<Plain, { readonly kind: 'group' }>;

function plain(condition: Condition, negated = false): Plain {
  switch (condition.kind) {
    case 'not':
      return plain(condition.condition, !negated);
    case 'all':
    case 'any': {
      const parts = condition.conditions.map((part) => plain(part));
      return { kind: 'group', every: condition.kind === 'all', negated, parts };
    }
    default:
      return { kind: 'one', phrase: describeClause(condition, negated) };
  }
}

function list(group: Group, indent: string): string {
  const items = group.parts.map((part) => {
    const words = part.kind === 'one' ? listItem(part.phrase) : list(part, `${indent}  `);
    return `${indent}  - ${words}`;
  });
  return [`${heading(group)}:`, ...items].join('\n');
}

function heading(group: Group): string {
  if (group.every) return group.negated ? 'do not fit all of these' : 'fit all of these';
  return group.negated ? 'fit none of these' : 'fit at least one of these';
}
