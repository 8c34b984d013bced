import { setImmediate as turn } from 'node:timers/promises';
import type { WayLabels } from '../journeys/way-labels.ts';
import {
  endAfter,
  endBefore,
  isNewUnit,
  stopsAfter,
  stopsBefore,
  type WayStore,
} from '../journeys/way-store.ts';

/** Anchors between two turns of the event loop: some ten ms of work. */
const ANCHORS_A_TURN = 50_000;
const NOWHERE = -1;

/** One anchor's way: the label at each place, -1 where it has none. The same object for each. */
export interface LabelledWay {
  /** Numbered from 1 in the order in which they came. */
  unit: number;
  shape: number;
  readonly labelAt: Int16Array;
}

/** Calls with every anchor's way, in the order in which they were kept. */
export async function visitWays(
  ways: WayStore,
  { anchorPlace, labelOf, endLabel, places }: WayLabels,
  visit: (way: LabelledWay) => void,
): Promise<void> {
  const way: LabelledWay = { unit: 0, shape: 0, labelAt: new Int16Array(places) };
  const { labelAt } = way;
  const [nodes, anchors, shapes] = [ways.stopNodes.view(), ways.anchorNodes.view(), ways.shapes()];
  const labelled = (place: number, node: number): void => {
    labelAt[place] = (labelOf[place] as Uint8Array)[node] as number;
  };
  let stop = 0;
  for (let anchor = 0; anchor < shapes.length; anchor += 1) {
    const shape = shapes[anchor] as number;
    if (isNewUnit(shape)) way.unit += 1;
    way.shape = shape;
    labelAt.fill(NOWHERE);
    labelled(anchorPlace, anchors[anchor] as number);
    for (let side = -1; side <= 1; side += 2) {
      const stops = side < 0 ? stopsBefore(shape) : stopsAfter(shape);
      let place = anchorPlace;
      for (let k = 0; k < stops; k += 1, stop += 1) {
        place += side;
        labelled(place, nodes[stop] as number);
      }
      const end = side < 0 ? endBefore(shape) : endAfter(shape);
      if (end !== 0) labelAt[place + side] = endLabel(end);
    }
    visit(way);
    if (anchor % ANCHORS_A_TURN === ANCHORS_A_TURN - 1) await turn();
  }
}
