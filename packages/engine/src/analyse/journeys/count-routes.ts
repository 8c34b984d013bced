import { must } from '../../util/assert.ts';
import type { TakeBytes } from '../../util/number-list.ts';
import { quantileInPlace } from '../../util/statistics/quantile-in-place.ts';
import { byRoutes } from './order.ts';
import type { JourneyNode, Route } from './result.ts';
import type { WayLabels } from './way-labels.ts';
import {
  endAfter,
  isNewUnit,
  stopsAfter,
  stopsBefore,
  WAY_ENDS,
  type WayStore,
  wayGoesOn,
} from './way-store.ts';

/** Labels are fewer than this, so that a node of the tree and a label make one number. */
const LABELS = 64;
/** What one more route takes, about. */
const ROUTE_BYTES = 250;

interface Found {
  readonly place: number;
  readonly goesOn: boolean;
  anchors: number;
  units: number;
  lastUnit: number;
  reached: number;
  left: number;
  open: number;
}

/**
 * The ways on as wholes, the `limit` most frequent: a tree of labels whose nodes are ways so far. One pass counts, a second takes
 * the times of those that are shown.
 */
export function countRoutes(ways: WayStore, labels: WayLabels, limit: number, take: TakeBytes): Route[] {
  const children = new Map<number, number>();
  const parents: number[] = [0];
  const labelAt: number[] = [0];
  const routes = new Map<number, Found>();
  const routeOf = eachRoute(ways, labels, (place, label) => {
    const key = place * LABELS + label;
    const known = children.get(key);
    if (known !== undefined) return known;
    take(ROUTE_BYTES);
    children.set(key, parents.length);
    labelAt.push(label);
    return parents.push(place) - 1;
  });
  let unit = 0;
  routeOf((place, shape) => {
    if (isNewUnit(shape)) unit += 1;
    const goesOn = wayGoesOn(shape);
    const key = 2 * place + Number(goesOn);
    const route = routes.get(key) ?? {
      place,
      goesOn,
      anchors: 0,
      units: 0,
      lastUnit: 0,
      reached: 0,
      left: 0,
      open: 0,
    };
    routes.set(key, route);
    route.anchors += 1;
    if (route.lastUnit !== unit) route.units += 1;
    route.lastUnit = unit;
    const end = WAY_ENDS[endAfter(shape)];
    if (end === 'reached' || end === 'left' || end === 'open') route[end] += 1;
  });

  const counts = [...routes.values()].map(({ anchors }) => anchors).sort((a, b) => b - a);
  const least = counts[Math.min(limit, counts.length) - 1] ?? 0;
  const nodesOf = (place: number): JourneyNode[] => {
    const path: number[] = [];
    for (let at = place; at !== 0; at = parents[at] as number) path.push(labelAt[at] as number);
    return path
      .reverse()
      .map((label, i) => must(labels.meanings[labels.anchorPlace + 1 + i]?.[label], `label ${label}`));
  };
  const shown = [...routes]
    .filter(([, { anchors }]) => anchors >= least)
    .map(([key, found]) => ({ key, route: routeFrom(found, nodesOf(found.place), ways.anchors) }))
    .sort((a, b) => byRoutes(a.route, b.route))
    .slice(0, limit);

  const times = new Map<number, number[]>(shown.map(({ key }) => [key, []]));
  const endMs = ways.endMs.view();
  routeOf((place, shape, anchor) => {
    const ms = endMs[anchor] as number;
    if (ms >= 0) times.get(2 * place + Number(wayGoesOn(shape)))?.push(ms);
  });
  return shown.map(({ key, route }) => ({
    ...route,
    medianMs: quantileInPlace(Float64Array.from(must(times.get(key), 'times of a route')), 0.5),
  }));
}

function routeFrom(
  { goesOn, anchors, units, reached, left, open }: Found,
  nodes: JourneyNode[],
  of: number,
): Route {
  return { nodes, goesOn, anchors, units, share: anchors / of, reached, left, open, medianMs: null };
}

/** Gives a pass over all ways on that calls with the tree's node at which each ends. */
function eachRoute(
  ways: WayStore,
  { labelOf, anchorPlace }: WayLabels,
  child: (place: number, label: number) => number,
) {
  return (visit: (place: number, shape: number, anchor: number) => void): void => {
    const nodes = ways.stopNodes.view();
    let stop = 0;
    ways.shapes().forEach((shape, anchor) => {
      stop += stopsBefore(shape);
      const after = stopsAfter(shape);
      let place = 0;
      for (let k = 1; k <= after; k += 1, stop += 1) {
        const label = (labelOf[anchorPlace + k] as Uint8Array)[nodes[stop] as number] as number;
        place = child(place, label);
      }
      visit(place, shape, anchor);
    });
  };
}
