import { listNodes } from './listed-nodes.ts';
import { type NodeBook, nodeAt } from './nodes.ts';
import type { JourneyNode } from './result.ts';
import { stopsAfter, stopsBefore, WAY_ENDS, type WayEnd, type WayStore } from './way-store.ts';

/**
 * What stops are shown as, as small numbers. A place is a step counted from the earliest; of a place's labels the first `limit` are its
 * most frequent nodes, then come `other` and the kinds of ends.
 */
export interface WayLabels {
  /** The place of the anchor. */
  readonly anchorPlace: number;
  readonly places: number;
  /** Labels of a place. */
  readonly labels: number;
  /** By place, the label of each node by its number. */
  readonly labelOf: readonly Uint8Array[];
  /** By place, what the labels mean. */
  readonly meanings: readonly (readonly JourneyNode[])[];
  /** The label of the kind of end that a shape tells. */
  readonly endLabel: (end: number) => number;
}

/** Ranks the nodes of each place by how many ways have them there. */
export function wayLabels(ways: WayStore, book: NodeBook, steps: number, limit: number): WayLabels {
  // The stops before, the anchor, the stops after, and one more for the end of a way that is shown to its end.
  const places = 2 * steps + 2;
  const counts = Array.from({ length: places }, () => new Int32Array(book.nodes.length + 1));
  countNodes(ways, counts, steps);
  const labelOf: Uint8Array[] = [];
  const meanings: JourneyNode[][] = [];
  for (const of of counts) {
    const listed = listNodes(of, book, limit);
    const labels = new Uint8Array(book.nodes.length + 1).fill(limit);
    for (const [label, node] of listed.entries()) labels[node] = label;
    labelOf.push(labels);
    const meaning: JourneyNode[] = listed.map((node) => nodeAt(book, node));
    WAY_ENDS.forEach((end, i) => {
      meaning[limit + i] = { kind: kindOf(end) };
    });
    meanings.push(meaning);
  }
  return {
    anchorPlace: steps,
    places,
    labels: limit + WAY_ENDS.length,
    labelOf,
    meanings,
    endLabel: (end) => limit + end,
  };
}

/** The first of the ends stands for a way that goes on, which is no node: its label is that of `other`. */
function kindOf(end: WayEnd): Exclude<JourneyNode['kind'], 'event'> {
  return end === 'none' ? 'other' : end;
}

function countNodes(ways: WayStore, counts: readonly Int32Array[], anchorPlace: number): void {
  const [nodes, anchors] = [ways.stopNodes.view(), ways.anchorNodes.view()];
  const add = (place: number, node: number): void => {
    const of = counts[place] as Int32Array;
    of[node] = (of[node] as number) + 1;
  };
  let stop = 0;
  ways.shapes().forEach((shape, i) => {
    add(anchorPlace, anchors[i] as number);
    const [before, after] = [stopsBefore(shape), stopsAfter(shape)];
    for (let k = 1; k <= before; k += 1, stop += 1) add(anchorPlace - k, nodes[stop] as number);
    for (let k = 1; k <= after; k += 1, stop += 1) add(anchorPlace + k, nodes[stop] as number);
  });
}
