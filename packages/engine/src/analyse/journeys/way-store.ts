import { FloatList, IntList, type TakeBytes } from '../../util/number-list.ts';

/** How a way ends, as numbers: nothing, where the stops shown are not all, or a kind of node. */
export const WAY_ENDS = ['none', 'entered', 'left', 'open', 'reached'] as const;
export type WayEnd = (typeof WAY_ENDS)[number];

/** What is known of one anchor beside its stops. */
export interface AnchorFacts {
  readonly isNewUnit: boolean;
  readonly node: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
  readonly goesOn: boolean;
  /** Time to the end; -1 where it was not reached. */
  readonly endMs: number;
}

/**
 * The ways around anchors, in columns: stops in the order before (nearest first), after (nearest first), anchor by anchor. A stop is the
 * number of its node and its time from the anchor, without a sign.
 */
export class WayStore {
  readonly stopNodes: IntList;
  readonly stopMs: FloatList;
  readonly anchorNodes: IntList;
  readonly endMs: FloatList;
  readonly #shapes: IntList;

  constructor(take: TakeBytes) {
    this.stopNodes = new IntList(take);
    this.stopMs = new FloatList(take);
    this.anchorNodes = new IntList(take);
    this.endMs = new FloatList(take);
    this.#shapes = new IntList(take);
  }

  get anchors(): number {
    return this.anchorNodes.length;
  }

  pushStop(node: number, ms: number): void {
    this.stopNodes.push(node);
    this.stopMs.push(ms);
  }

  /** After the stops of the anchor. */
  pushAnchor(facts: AnchorFacts, before: number, after: number): void {
    this.anchorNodes.push(facts.node);
    this.endMs.push(facts.endMs);
    this.#shapes.push(
      before |
        (after << 4) |
        (facts.beforeEnd << 8) |
        (facts.afterEnd << 12) |
        (Number(facts.goesOn) << 16) |
        (Number(facts.isNewUnit) << 17),
    );
  }

  /** For each anchor one number, to be read with the functions below. */
  shapes(): Int32Array {
    return this.#shapes.view();
  }
}

export const stopsBefore = (shape: number): number => shape & 15;
export const stopsAfter = (shape: number): number => (shape >>> 4) & 15;
export const endBefore = (shape: number): number => (shape >>> 8) & 15;
export const endAfter = (shape: number): number => (shape >>> 12) & 15;
export const wayGoesOn = (shape: number): boolean => (shape & (1 << 16)) !== 0;
export const isNewUnit = (shape: number): boolean => (shape & (1 << 17)) !== 0;
