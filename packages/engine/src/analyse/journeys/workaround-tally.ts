import { FloatList, IntList, type TakeBytes } from '../../util/number-list.ts';
import { quantileInPlace } from '../../util/statistics/quantile-in-place.ts';
import { listNodes } from './listed-nodes.ts';
import type { NodeBook } from './nodes.ts';
import { nodeAt } from './nodes.ts';
import { byFrequency } from './order.ts';
import { OutcomeTally } from './outcome-tally.ts';
import type { JourneyNode, WorkaroundRow } from './result.ts';

/** What anchors were worked around with, kept until it is known which nodes are shown. Fed unit by unit. */
export class WorkaroundTally {
  readonly #nodes: IntList;
  readonly #units: IntList;
  readonly #ms: FloatList;
  readonly #isComplete: IntList;
  readonly #goalMs: FloatList;

  constructor(take: TakeBytes) {
    this.#nodes = new IntList(take);
    this.#units = new IntList(take);
    this.#ms = new FloatList(take);
    this.#isComplete = new IntList(take);
    this.#goalMs = new FloatList(take);
  }

  add(unit: number, node: number, ms: number, goalIsComplete: boolean, goalMs: number): void {
    this.#nodes.push(node);
    this.#units.push(unit);
    this.#ms.push(ms);
    this.#isComplete.push(Number(goalIsComplete));
    this.#goalMs.push(goalMs);
  }

  /** The units, by number, whose workaround is shown as a node with `limit` listed. */
  unitsAt(book: NodeBook, limit: number, isMeant: (node: JourneyNode) => boolean): Set<number> {
    const { nodes, listed } = this.#listed(book, limit);
    const units = this.#units.view();
    const found = new Set<number>();
    nodes.forEach((node, i) => {
      if (isMeant(shownNode(book, listed.has(node) ? node : 0))) found.add(units[i] as number);
    });
    return found;
  }

  /** The `limit` most frequent, and the rest as one; shares are of `anchors`. */
  rows(book: NodeBook, limit: number, anchors: number, hasGoal: boolean): WorkaroundRow[] {
    const { nodes, listed } = this.#listed(book, limit);
    const groups = new Map<number, { readonly tally: OutcomeTally; readonly times: number[] }>();
    nodes.forEach((node, i) => {
      const shown = listed.has(node) ? node : 0;
      const group = groups.get(shown) ?? { tally: new OutcomeTally(), times: [] };
      groups.set(shown, group);
      const complete = this.#isComplete.view()[i] === 1;
      group.tally.add(this.#units.view()[i] as number, complete, this.#goalMs.view()[i] as number);
      group.times.push(this.#ms.view()[i] as number);
    });
    return [...groups]
      .map(([node, { tally, times }]) => ({
        node: shownNode(book, node),
        anchors: tally.anchors,
        units: tally.units,
        share: tally.anchors / anchors,
        medianMs: quantileInPlace(Float64Array.from(times), 0.5),
        conversion: hasGoal ? tally.conversion() : null,
      }))
      .sort(byFrequency);
  }

  #listed(book: NodeBook, limit: number) {
    const nodes = this.#nodes.view();
    const counts = new Int32Array(book.nodes.length + 1);
    for (const node of nodes) counts[node] = (counts[node] as number) + 1;
    return { nodes, listed: new Set(listNodes(counts, book, limit)) };
  }
}

function shownNode(book: NodeBook, node: number): JourneyNode {
  return node === 0 ? { kind: 'other' } : nodeAt(book, node);
}
