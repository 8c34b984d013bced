import fc from 'fast-check';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import { definitions } from './generate-definition.ts';
import { history } from './generate-history.ts';
import { pickedInstants } from './instants.ts';
import type { World } from './world.ts';

/** Instants asked of each definition of a world. */
const PICKS = 3;

export const world: fc.Arbitrary<World> = worldOf();

/** A world; with a kind, one whose definition of one clause is of that kind. */
export function worldOf(kind?: ClauseKind): fc.Arbitrary<World> {
  const picks = fc.array(fc.nat({ max: 9_999 }), { minLength: PICKS, maxLength: PICKS });
  return fc.tuple(definitions(kind), history, picks).map(([defined, events, numbers]) => {
    const made = { ...defined, events };
    const chosen = numbers.map((number) => number / 10_000);
    const instants = defined.definitions.map((definition) => pickedInstants(made, definition, chosen));
    return { ...made, instants };
  });
}
