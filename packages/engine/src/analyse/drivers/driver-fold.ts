import type { Instant } from '../../model/time.ts';
import { FloatList, IntList, type TakeBytes } from '../../util/number-list.ts';
import { median } from '../../util/statistics/quantile.ts';
import { FLAGS } from '../journeys/code-layout.ts';
import { type NodeBook, nodeAt } from '../journeys/nodes.ts';
import type { UnitEvents } from '../journeys/unit-events.ts';
import type { EventCounts } from './compare-events.ts';

const START = 1 << FLAGS.anchor;
const END = 1 << FLAGS.end;
const SHOWN = 1 << FLAGS.shown;

/** What is counted of events by one of the two groups, by the number of the node. */
class GroupCounts {
  readonly units: Int32Array;
  readonly times: Float64Array;
  readonly #lastUnit: Int32Array;
  /** For each unit and event the time to the first one. */
  readonly #firstNodes: IntList;
  readonly #firstMs: FloatList;

  constructor(nodes: number, take: TakeBytes) {
    take(nodes * 16);
    this.units = new Int32Array(nodes + 1);
    this.times = new Float64Array(nodes + 1);
    this.#lastUnit = new Int32Array(nodes + 1);
    this.#firstNodes = new IntList(take);
    this.#firstMs = new FloatList(take);
  }

  /** `unit` counts from 1; a unit's events come in order. */
  add(unit: number, node: number, ms: number): void {
    this.times[node] = (this.times[node] as number) + 1;
    if (this.#lastUnit[node] === unit) return;
    this.#lastUnit[node] = unit;
    this.units[node] = (this.units[node] as number) + 1;
    this.#firstNodes.push(node);
    this.#firstMs.push(ms);
  }

  /** By node; a node that nobody did has none. */
  medians(): Map<number, number | null> {
    const byNode = new Map<number, number[]>();
    const ms = this.#firstMs.view();
    this.#firstNodes.view().forEach((node, i) => {
      const times = byNode.get(node) ?? [];
      byNode.set(node, times);
      times.push(ms[i] as number);
    });
    return new Map([...byNode].map(([node, times]) => [node, median(times)]));
  }
}

/** Tells a unit at a time who converted, and counts what each group did meanwhile. Agrees with reference.ts. */
export class DriverFold {
  starters = 0;
  converters = 0;
  droppers = 0;
  open = 0;
  early = 0;
  readonly #withinMs: number;
  readonly #landmarkMs: number | undefined;
  readonly #asOf: Instant;
  readonly #book: NodeBook;
  readonly #did: { readonly converters: GroupCounts; readonly droppers: GroupCounts };

  constructor(
    limits: { readonly withinMs: number; readonly landmarkMs: number | undefined; readonly asOf: Instant },
    book: NodeBook,
    take: TakeBytes,
  ) {
    this.#withinMs = limits.withinMs;
    this.#landmarkMs = limits.landmarkMs;
    this.#asOf = limits.asOf;
    this.#book = book;
    this.#did = {
      converters: new GroupCounts(book.nodes.length, take),
      droppers: new GroupCounts(book.nodes.length, take),
    };
  }

  take(events: UnitEvents): void {
    const { count, time, flags, node } = events;
    let first = -1;
    let last = -1;
    let start = -1;
    let end = -1;
    let nextEnd = -1;
    for (let i = count - 1; i >= 0; i -= 1) {
      const of = flags[i] as number;
      if (of & START) {
        first = i;
        if (last < 0) last = i;
        // The earliest start that has its end in time is the one that is met last.
        if (nextEnd >= 0 && (time[nextEnd] as number) - (time[i] as number) <= this.#withinMs) {
          start = i;
          end = nextEnd;
        }
      }
      if (of & END) nextEnd = i;
    }
    if (first < 0) return;
    this.starters += 1;
    const converts = end >= 0;
    if (!converts && (time[last] as number) + this.#withinMs > this.#asOf) {
      this.open += 1;
      return;
    }
    const from = converts ? start : first;
    const begun = time[from] as number;
    if (converts && this.#landmarkMs !== undefined && (time[end] as number) <= begun + this.#landmarkMs) {
      this.early += 1;
      return;
    }
    if (converts) this.converters += 1;
    else this.droppers += 1;
    const did = converts ? this.#did.converters : this.#did.droppers;
    const watchedMs = this.#landmarkMs ?? this.#withinMs;
    const before = converts ? end : count;
    for (let i = from + 1; i < before; i += 1) {
      const ms = (time[i] as number) - begun;
      if (ms > watchedMs) break;
      if ((flags[i] as number) & SHOWN) did.add(this.starters, node[i] as number, ms);
    }
  }

  /** Every event that anybody compared did. */
  events(): EventCounts[] {
    const { converters, droppers } = this.#did;
    const [ifConverted, ifNot] = [converters.medians(), droppers.medians()];
    const found: EventCounts[] = [];
    for (let node = 1; node <= this.#book.nodes.length; node += 1) {
      const [of, base] = [converters.units[node] as number, droppers.units[node] as number];
      if (of + base === 0) continue;
      found.push({
        node: nodeAt(this.#book, node),
        converters: of,
        droppers: base,
        timesOfConverters: converters.times[node] as number,
        timesOfDroppers: droppers.times[node] as number,
        medianMsIfConverted: ifConverted.get(node) ?? null,
        medianMsIfNot: ifNot.get(node) ?? null,
      });
    }
    return found;
  }
}
