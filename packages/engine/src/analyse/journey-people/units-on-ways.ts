import type { JourneyNode } from '../journeys/result.ts';
import type { WayLabels } from '../journeys/way-labels.ts';
import { stopsAfter, type WayStore, wayGoesOn } from '../journeys/way-store.ts';
import { isSameNode } from './same-node.ts';
import type { JourneyPeoplePart } from './spec.ts';
import { type LabelledWay, visitWays } from './visit-ways.ts';

const NOWHERE = -1;

type OnWays = Extract<JourneyPeoplePart, { kind: 'stop' | 'edge' | 'route' }>;

/** The units, by number, with an anchor whose way has a stop, an edge, or is a route. */
export async function unitsOnWays(part: OnWays, ways: WayStore, labels: WayLabels): Promise<Set<number>> {
  const isIn = wayTest(part, labels);
  const found = new Set<number>();
  await visitWays(ways, labels, (way) => {
    if (isIn(way)) found.add(way.unit);
  });
  return found;
}

function wayTest(part: OnWays, labels: WayLabels): (way: LabelledWay) => boolean {
  const { anchorPlace, meanings } = labels;
  const stopAt = (step: number, node: JourneyNode): { readonly place: number; readonly label: number } => {
    const place = anchorPlace + step;
    const label = (meanings[place] ?? []).findIndex((each) => each !== undefined && isSameNode(each, node));
    return { place, label };
  };
  const wanted =
    part.kind === 'stop'
      ? [stopAt(part.step, part.node)]
      : part.kind === 'edge'
        ? [stopAt(part.step - 1, part.from), stopAt(part.step, part.to)]
        : part.nodes.map((node, i) => stopAt(i + 1, node));
  // What nothing is shown as is nobody's, and must not be taken for a place where a way has no stop.
  if (wanted.some(({ label }) => label === NOWHERE)) return () => false;
  const isThere = ({ labelAt }: LabelledWay): boolean =>
    wanted.every(({ place, label }) => labelAt[place] === label);
  if (part.kind !== 'route') return isThere;
  return (way) =>
    stopsAfter(way.shape) === part.nodes.length && wayGoesOn(way.shape) === part.goesOn && isThere(way);
}
