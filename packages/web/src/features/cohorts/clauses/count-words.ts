import { COUNT_WORDS } from '@cusp/engine/define/clauses/event-count/print.ts';
import type { CountComparison } from '@cusp/engine/define/clauses/event-count/schema.ts';
import type { Choice } from '../pills/choice-pill.tsx';

/** How a number of times or days compares, in the language's words. */
export const COUNT_CHOICES: readonly Choice<CountComparison>[] = (
  Object.keys(COUNT_WORDS) as CountComparison[]
).map((value) => ({ value, label: COUNT_WORDS[value] }));
