import fc from 'fast-check';
import { definitions } from './generate-definition.ts';
import { history } from './generate-history.ts';
import { pickedInstants } from './instants.ts';
import type { World } from './world.ts';

/** Instants asked of each definition of a world. */
const PICKS = 3;

export const world: fc.Arbitrary<World> = fc
  .tuple(definitions, history, fc.array(fc.nat({ max: 9_999 }), { minLength: PICKS, maxLength: PICKS }))
  .map(([defined, events, numbers]) => {
    const made = { ...defined, events };
    const picks = numbers.map((number) => number / 10_000);
    const instants = defined.definitions.map((definition) => pickedInstants(made, definition, picks));
    return { ...made, instants };
  });
