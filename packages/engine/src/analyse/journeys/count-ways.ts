import { setImmediate as turn } from 'node:timers/promises';
import { must } from '../../util/assert.ts';
import type { TakeBytes } from '../../util/number-list.ts';
import { byEdges, bySteps } from './order.ts';
import type { JourneyEdge, JourneyStep } from './result.ts';
import type { WayLabels } from './way-labels.ts';
import type { WayStore } from './way-store.ts';
import { WayTally } from './way-tally.ts';

/** Anchors between two turns of the event loop: some ten ms of work. */
const ANCHORS_A_TURN = 50_000;

/** Steps and edges of all ways: one pass to count, one more to gather times for the medians. */
export async function countWays(
  ways: WayStore,
  labels: WayLabels,
  take: TakeBytes,
): Promise<{ readonly steps: JourneyStep[]; readonly edges: JourneyEdge[] }> {
  const { anchorPlace, labels: width } = labels;
  const tally = new WayTally(ways, labels, take);
  while (tally.pass(ANCHORS_A_TURN)) await turn();
  tally.takeTimes();
  while (tally.pass(ANCHORS_A_TURN)) await turn();
  const [nodes, pairs] = [tally.nodes(), tally.edges()];

  const meaning = (place: number, label: number) =>
    must(labels.meanings[place]?.[label], `label ${label} of place ${place}`);
  const steps: JourneyStep[] = [];
  for (let group = 0; group < nodes.groups; group += 1) {
    const anchors = nodes.count(group);
    if (anchors === 0) continue;
    const [place, label] = [Math.floor(group / width), group % width];
    steps.push({
      step: place - anchorPlace,
      node: meaning(place, label),
      anchors,
      units: nodes.units(group),
      share: anchors / ways.anchors,
      medianMs: nodes.median(group),
    });
  }
  const edges: JourneyEdge[] = [];
  for (let group = 0; group < pairs.groups; group += 1) {
    const anchors = pairs.count(group);
    if (anchors === 0) continue;
    const [farGroup, near] = [Math.floor(group / width), group % width];
    const place = Math.floor(farGroup / width);
    const isOn = place > anchorPlace;
    const nearPlace = isOn ? place - 1 : place + 1;
    const far = meaning(place, farGroup % width);
    const other = meaning(nearPlace, near);
    edges.push({
      step: isOn ? place - anchorPlace : place - anchorPlace + 1,
      ...(isOn ? { from: other, to: far } : { from: far, to: other }),
      anchors,
      units: pairs.units(group),
      share: anchors / ways.anchors,
      shareOfFrom: anchors / nodes.count(isOn ? nearPlace * width + near : farGroup),
      medianMs: pairs.median(group),
    });
  }
  return { steps: steps.sort(bySteps), edges: edges.sort(byEdges) };
}
