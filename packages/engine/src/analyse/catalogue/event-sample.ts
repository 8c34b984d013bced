import { namesSql } from '../../define/selector/event-selector.ts';
import { anyOf, joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';

/** Not everything was read: of `of` rows about `read`, those of users taken at random. Figures are then estimates. */
export interface Sampled {
  readonly read: number;
  readonly of: number;
}

/** Which events of a project to read when there may be more of them than an answer has time for. */
export interface EventSample {
  /** A condition over the columns of `events`, which the table's key serves. */
  readonly where: Sql;
  /** How many events one that passes stands for. */
  readonly weight: Sql;
  /** Null: every event passes and stands for itself. */
  readonly sampled: Sampled | null;
}

/**
 * Takes about `budget` of these events: all of the names that are rare, and of frequent ones those of every 2nd, 4th, 8th, … user, so
 * that no name goes unseen. Keys are hashes, so that the lower part of them is users taken at random, and lies together on disk.
 * A user who alone has more events than the budget may be among them.
 */
export function sampleEvents(
  counts: readonly { readonly name: string; readonly count: number }[],
  budget: number,
): EventSample {
  const most = mostOfAName(
    counts.map(({ count }) => count),
    budget,
  );
  const byHalvings = new Map<number, string[]>();
  let read = 0;
  let of = 0;
  for (const { name, count } of counts) {
    const halvings = count <= most ? 0 : Math.ceil(Math.log2(count / most));
    const names = byHalvings.get(halvings) ?? [];
    names.push(name);
    byHalvings.set(halvings, names);
    read += count / 2 ** halvings;
    of += count;
  }
  const groups = [...byHalvings];
  if (groups.length === 0) return { where: sql`0`, weight: sql`1`, sampled: null };
  const isWhole = groups.every(([halvings]) => halvings === 0);
  return {
    where: anyOf(
      groups.map(([halvings, names]) => sql`${namesSql(names)} AND ${lowerKeys(sql`user`, halvings)}`),
    ),
    weight: isWhole
      ? sql`1`
      : sql`multiIf(${joinSql(
          groups.map(([halvings, names]) => sql`${namesSql(names)}, ${param.float(2 ** halvings)}`),
          ', ',
        )}, 1)`,
    sampled: isWhole ? null : { read: Math.round(read), of },
  };
}

/** The condition on a key that about one of 2^halvings passes. */
export function lowerKeys(key: Sql, halvings: number): Sql {
  return halvings === 0 ? sql`1` : sql`${key} <= ${param.key(String((1n << (64n - BigInt(halvings))) - 1n))}`;
}

/** How often to halve so that at most `budget` of `count` are left. */
export function halvingsFor(count: number, budget: number): number {
  return count <= budget ? 0 : Math.ceil(Math.log2(count / budget));
}

/** The highest share that each may have when small ones are taken whole and all together are at most `budget`. At least 1. */
function mostOfAName(counts: readonly number[], budget: number): number {
  let left = budget;
  const sorted = counts.toSorted((a, b) => a - b);
  for (const [i, count] of sorted.entries()) {
    const each = left / (sorted.length - i);
    if (count > each) return Math.max(1, each);
    left -= count;
  }
  return Number.POSITIVE_INFINITY;
}
