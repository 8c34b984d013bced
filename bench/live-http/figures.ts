import { randomNumbers } from './events.ts';
import type { Probe } from './probes.ts';

/** How long something took over many times, in ms. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What probes of a while tell. */
export interface ProbeFigures {
  readonly probes: number;
  /** From the request being sent to the transition arriving on the stream: the parts below, one after the other. */
  readonly whole: Spread;
  /** From the request to its answer, which comes once the event is durable. */
  readonly toAnswer: Spread;
  /** From the answer to the transition being numbered, with others, for the log. Below 0: it was, before the answer arrived. */
  readonly toRecord: Spread;
  /** From there to the stream: the insert, the names, the way to the client. */
  readonly toStream: Spread;
  /** How old the answer was when the transition came. */
  readonly afterAnswer: Spread;
}

export function probeFigures(probes: readonly Probe[]): ProbeFigures {
  const of = (part: (probe: Required<{ [K in keyof Probe]: number }>) => number): Spread =>
    spread(
      probes.map(({ sent, answered = Number.NaN, recorded = Number.NaN, seen = Number.NaN }) =>
        part({ sent, answered, recorded, seen }),
      ),
    );
  return {
    probes: probes.length,
    whole: of(({ sent, seen }) => seen - sent),
    toAnswer: of(({ sent, answered }) => answered - sent),
    toRecord: of(({ answered, recorded }) => recorded - answered),
    toStream: of(({ recorded, seen }) => seen - recorded),
    afterAnswer: of(({ answered, seen }) => seen - answered),
  };
}

export function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** How many times larger one figure is than another, and between what it lies in 8 of 10 draws of the waves it is of. */
export interface Ratio {
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The p99 of all values during waves by that of all before them. The same of many draws of as many waves, with repetition and the same in every
 * run, tell by how much it hangs on single waves. One list for each wave in both.
 */
export function ratioOfP99(
  before: readonly (readonly number[])[],
  during: readonly (readonly number[])[],
): Ratio {
  const p99 = (lists: readonly (readonly number[])[], waves: readonly number[]): number =>
    spread(waves.flatMap((wave) => lists[wave] ?? [])).p99;
  const ratio = (waves: readonly number[]): number => p99(during, waves) / p99(before, waves);
  const random = randomNumbers(3);
  const draws = Float64Array.from({ length: DRAWS }, () =>
    ratio(before.map(() => Math.floor(random() * before.length))),
  ).sort();
  return {
    of: ratio(before.map((_, wave) => wave)),
    low: draws[DRAWS / 10] ?? Number.NaN,
    high: draws[DRAWS - DRAWS / 10] ?? Number.NaN,
  };
}

const DRAWS = 1_000;

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle] ?? 0) + (sorted[middle + 1] ?? 0)) / 2;
}
