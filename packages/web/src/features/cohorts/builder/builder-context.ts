import type { Problem } from '@cusp/engine/util/result.ts';
import { createContext, use } from 'react';
import type { PreviewFacts } from '../preview/facts.ts';
import type { Finished } from '../tree/definition.ts';
import type { Tree } from '../tree/edits.ts';
import type { Path } from '../tree/path.ts';

/** Where the keyboard's focus goes after an edit: into the row at a path, to its first pill or to the first that asks for something. */
export interface FocusAfter {
  readonly path: Path;
  readonly on: 'handle' | 'first-pill' | 'empty-pill' | 'menu';
}

export interface BuilderState {
  readonly unit: 'user' | 'account';
  readonly root: Tree;
  readonly finished: Finished;
  readonly facts: PreviewFacts;
  readonly isOld: boolean;
  /** Takes the tree after an edit; says in words what was done, for those who do not see it. */
  readonly apply: (tree: Tree, focus?: FocusAfter, said?: string) => void;
}

export const BuilderContext = createContext<BuilderState | undefined>(undefined);

export function useBuilder(): BuilderState {
  const state = use(BuilderContext);
  if (state === undefined) throw new Error('outside of a builder');
  return state;
}

export interface RowFacts {
  /** Of how many the sentence holds; undefined: not counted yet, or not finished. */
  readonly size: number | undefined;
  readonly warnings: readonly Problem[];
  readonly missing: readonly Problem[];
}

const NONE: readonly Problem[] = [];

/** What is known of the clause at a place of the draft; `isNegated`: its sentence says the opposite. */
export function rowFacts({ finished, facts }: BuilderState, place: string, isNegated: boolean): RowFacts {
  const text = finished.texts.get(place);
  const size = text === undefined ? undefined : facts.sizes.get(text);
  const missing = finished.unfinished.find(({ leaf }) => leaf.place === place)?.problems ?? NONE;
  const warnings = (text !== undefined && facts.warnings.get(text)) || NONE;
  // Everyone known is in a condition or in its opposite.
  const opposite = facts.known === undefined || size === undefined ? undefined : facts.known - size;
  return { size: isNegated ? opposite : size, warnings, missing };
}
