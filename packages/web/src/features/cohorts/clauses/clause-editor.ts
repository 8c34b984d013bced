import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import type { ReactNode } from 'react';

export interface SentenceProps<Clause extends ClauseNode> {
  readonly clause: Clause;
  readonly onChange: (clause: Clause) => void;
  /** Of whom the cohort is. */
  readonly unit: 'user' | 'account';
  /** The sentence says the opposite. */
  readonly isNegated: boolean;
  readonly onNegate: () => void;
}

/** How one kind of clause is chosen and written. */
export interface ClauseEditor<Clause extends ClauseNode> {
  /** As the list of kinds names it. */
  readonly title: string;
  /** What it may say, as the language's words would. */
  readonly example: string;
  readonly about: 'what they did' | 'what they are' | 'how they compare';
  /** A new one; what has to be chosen is empty. A new object each time. */
  readonly make: () => Clause;
  readonly Sentence: (props: SentenceProps<Clause>) => ReactNode;
}

/** A selector in which the event is yet to be chosen. */
export function unchosenEvent(): { names: string[]; filters: [] } {
  return { names: [''], filters: [] };
}

/** How far back a new clause looks. */
export const LAST_30_DAYS = { kind: 'last', duration: { amount: 30, unit: 'day' } } as const;
