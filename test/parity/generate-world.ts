import fc from 'fast-check';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import { type Definitions, definitions } from './generate-definition.ts';
import { history } from './generate-history.ts';
import { pickedInstants } from './instants.ts';
import type { World } from './world.ts';

/** Instants asked of each definition of a world. */
const PICKS = 3;

export const world: fc.Arbitrary<World> = worlds(definitions());

/** Worlds whose definition of one clause is of this kind. */
export function worldOf(kind: ClauseKind): fc.Arbitrary<World> {
  return worlds(definitions(kind));
}

function worlds(of: fc.Arbitrary<Definitions>): fc.Arbitrary<World> {
  return fc
    .tuple(of, history, fc.array(fc.nat({ max: 9_999 }), { minLength: PICKS, maxLength: PICKS }))
    .map(([defined, events, numbers]) => {
      const made = { ...defined, events };
      const picks = numbers.map((number) => number / 10_000);
      const instants = defined.definitions.map((definition) => pickedInstants(made, definition, picks));
      return { ...made, instants };
    });
}
