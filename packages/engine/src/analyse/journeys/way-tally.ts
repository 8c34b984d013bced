import type { TakeBytes } from '../../util/number-list.ts';
import { quantileInPlace } from '../../util/statistics/quantile-in-place.ts';
import type { WayLabels } from './way-labels.ts';
import { endAfter, endBefore, isNewUnit, stopsAfter, stopsBefore, type WayStore } from './way-store.ts';

const NONE = -1;
/** How many numbers a group has side by side: how many there are, of how many units, the last unit, and those with a time. */
const WIDTH = 4;
const [COUNT, UNITS, LAST_UNIT, TIMED] = [0, 1, 2, 3];

/** One kind of thing that is counted, by small numbers of groups. */
export interface Groups {
  readonly count: (group: number) => number;
  readonly units: (group: number) => number;
  /** Null of a group without times. */
  readonly median: (group: number) => number | null;
  readonly groups: number;
}

/**
 * Counts the stops of ways and the edges between them, in two passes over all ways: the first finds how many there are, the second
 * takes their times, so that medians are exact and take the space of the times alone. A stop's group is its place and label; an edge's
 * is that of its end farther from the anchor and the label of the other one.
 */
export class WayTally {
  readonly #ways: WayStore;
  readonly #labels: WayLabels;
  readonly #take: TakeBytes;
  readonly #nodes: Int32Array;
  readonly #edges: Int32Array;
  #nodeTimes = new Float64Array(0);
  #edgeTimes = new Float64Array(0);
  /** Where the next time of each group goes; empty in the first pass. */
  #nodeEnds = new Int32Array(0);
  #edgeEnds = new Int32Array(0);
  #anchor = 0;
  #stop = 0;
  #unit = 0;

  constructor(ways: WayStore, labels: WayLabels, take: TakeBytes) {
    this.#ways = ways;
    this.#labels = labels;
    this.#take = take;
    const nodes = labels.places * labels.labels;
    take(WIDTH * nodes * (1 + labels.labels) * Int32Array.BYTES_PER_ELEMENT);
    this.#nodes = new Int32Array(WIDTH * nodes);
    this.#edges = new Int32Array(WIDTH * nodes * labels.labels);
  }

  /** Begins the second pass. */
  takeTimes(): void {
    this.#nodeEnds = starts(this.#nodes);
    this.#edgeEnds = starts(this.#edges);
    const [nodes, edges] = [total(this.#nodes), total(this.#edges)];
    this.#take((nodes + edges) * Float64Array.BYTES_PER_ELEMENT);
    this.#nodeTimes = new Float64Array(nodes);
    this.#edgeTimes = new Float64Array(edges);
    this.#anchor = 0;
    this.#stop = 0;
    this.#unit = 0;
  }

  /** Goes on by up to `count` anchors; false when all were passed. */
  pass(count: number): boolean {
    const { anchorPlace, labelOf, endLabel, labels } = this.#labels;
    const ways = this.#ways;
    const [nodes, times, anchors] = [ways.stopNodes.view(), ways.stopMs.view(), ways.anchorNodes.view()];
    const [shapes, endTimes] = [ways.shapes(), ways.endMs.view()];
    const anchorLabels = labelOf[anchorPlace] as Uint8Array;
    const until = Math.min(ways.anchors, this.#anchor + count);
    let stop = this.#stop;
    for (let anchor = this.#anchor; anchor < until; anchor += 1) {
      const shape = shapes[anchor] as number;
      if (isNewUnit(shape)) this.#unit += 1;
      const anchorLabel = anchorLabels[anchors[anchor] as number] as number;
      this.#visit(anchorPlace * labels + anchorLabel, 0, NONE, NONE);
      for (let side = -1; side <= 1; side += 2) {
        const stops = side < 0 ? stopsBefore(shape) : stopsAfter(shape);
        let near = anchorLabel;
        let nearMs = 0;
        let place = anchorPlace;
        for (let k = 0; k < stops; k += 1) {
          place += side;
          const label = (labelOf[place] as Uint8Array)[nodes[stop] as number] as number;
          const ms = times[stop] as number;
          const node = place * labels + label;
          this.#visit(node, ms, node * labels + near, ms - nearMs);
          near = label;
          nearMs = ms;
          stop += 1;
        }
        const end = side < 0 ? endBefore(shape) : endAfter(shape);
        if (end === 0) continue;
        const endMs = side < 0 ? NONE : (endTimes[anchor] as number);
        const node = (place + side) * labels + endLabel(end);
        this.#visit(node, endMs, node * labels + near, endMs < 0 ? NONE : endMs - nearMs);
      }
    }
    this.#anchor = until;
    this.#stop = stop;
    return until < ways.anchors;
  }

  /** `ms` and `edgeMs` are -1 at an end that is no event; `edge` is -1 of the anchor itself. */
  #visit(node: number, ms: number, edge: number, edgeMs: number): void {
    if (this.#nodeEnds.length === 0) {
      count(this.#nodes, node, this.#unit, ms);
      if (edge !== NONE) count(this.#edges, edge, this.#unit, edgeMs);
    } else if (ms >= 0) {
      gather(this.#nodeTimes, this.#nodeEnds, node, ms);
      if (edge !== NONE) gather(this.#edgeTimes, this.#edgeEnds, edge, edgeMs);
    }
  }

  /** After both passes. */
  nodes(): Groups {
    return groupsOf(this.#nodes, this.#nodeTimes, this.#nodeEnds);
  }

  edges(): Groups {
    return groupsOf(this.#edges, this.#edgeTimes, this.#edgeEnds);
  }
}

function count(table: Int32Array, group: number, unit: number, ms: number): void {
  const at = group * WIDTH;
  table[at + COUNT] = (table[at + COUNT] as number) + 1;
  // Units are numbered from 1, and tables begin with zeros.
  if (table[at + LAST_UNIT] !== unit) {
    table[at + LAST_UNIT] = unit;
    table[at + UNITS] = (table[at + UNITS] as number) + 1;
  }
  if (ms >= 0) table[at + TIMED] = (table[at + TIMED] as number) + 1;
}

function gather(times: Float64Array, ends: Int32Array, group: number, ms: number): void {
  const at = ends[group] as number;
  times[at] = ms;
  ends[group] = at + 1;
}

/** Where each group's times begin when they lie one group after the other. */
function starts(table: Int32Array) {
  const found = new Int32Array(table.length / WIDTH);
  let start = 0;
  for (let group = 0; group < found.length; group += 1) {
    found[group] = start;
    start += table[group * WIDTH + TIMED] as number;
  }
  return found;
}

function total(table: Int32Array): number {
  let sum = 0;
  for (let at = TIMED; at < table.length; at += WIDTH) sum += table[at] as number;
  return sum;
}

function groupsOf(table: Int32Array, times: Float64Array, ends: Int32Array): Groups {
  const number = (group: number, of: number): number => table[group * WIDTH + of] as number;
  return {
    groups: table.length / WIDTH,
    count: (group) => number(group, COUNT),
    units: (group) => number(group, UNITS),
    median(group) {
      const end = ends[group] as number;
      return quantileInPlace(times.subarray(end - number(group, TIMED), end), 0.5);
    },
  };
}
