import type { QuestionOf } from '../../api/questions.ts';
import { scalarOf } from '../../ui/fields/scalar-text.ts';
import type { UsersSearch } from './search.ts';

const MOST = 100;

/** The question behind a search. A property is compared by its beginning where what was typed is text, and exactly where it is not. */
export function searchQuestion({ unit = 'user', text, property }: UsersSearch): QuestionOf<'lookup'> {
  const base = {
    kind: 'lookup' as const,
    of: 'search' as const,
    unit,
    limit: MOST,
  };
  if (text === undefined) return base;
  if (property === undefined) return { ...base, text };
  const value = scalarOf(text, []);
  return {
    ...base,
    property: { name: property, value, op: typeof value === 'string' ? 'starts-with' : 'is' },
  };
}
