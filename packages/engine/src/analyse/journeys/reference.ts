import { durationMs } from '../../define/language/duration.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { followUpBuckets } from './follow-up-buckets.ts';
import { byEdges, byFrequency, byLabel, byRoutes, bySteps, OUTCOMES } from './order.ts';
import { type Anchor, anchorsOf, type Passing, type Stop } from './reference-anchors.ts';
import type {
  FollowUp,
  JourneyEdge,
  JourneyNode,
  JourneyPart,
  JourneyStep,
  Passage,
  Route,
} from './result.ts';
import type { JourneySpec } from './spec.ts';

/** The place among the steps at which workarounds are ranked. */
const WORKAROUND = 'workaround';

/**
 * What a journey means, one anchor at a time. `histories` are of the units to look at: the members, when the spec has a cohort.
 */
export function journeyReference(
  spec: JourneySpec,
  histories: Iterable<History>,
  asOf: Instant,
): JourneyPart {
  const anchors = [...histories].flatMap((history) => anchorsOf(spec, history, asOf));
  const shown = asShown(anchors, spec.limit);
  const goalWithinMs = spec.goal && durationMs(spec.goal.within);
  const conversion = (of: readonly Anchor[]) => {
    if (goalWithinMs === undefined) return null;
    const complete = of.filter((anchor) => anchor.at + goalWithinMs <= asOf);
    return proportion(complete.filter((anchor) => anchor.goalMs !== undefined).length, complete.length);
  };
  return {
    asOf,
    anchors: anchors.length,
    units: unitsOf(anchors),
    steps: steps(shown).sort(bySteps),
    edges: edges(shown).sort(byEdges),
    outcomes: OUTCOMES.flatMap((outcome) => {
      const of = anchors.filter((anchor) => anchor.outcome === outcome);
      if (of.length === 0) return [];
      const share = of.length / anchors.length;
      return { outcome, anchors: of.length, units: unitsOf(of), share, conversion: conversion(of) };
    }),
    workarounds: spec.workaround
      ? grouped(
          shown.filter((anchor) => anchor.workaround),
          (anchor) => anchor.workaround?.node,
        )
          .map(({ first, rows }) => ({
            node: first.workaround?.node ?? { kind: 'other' as const },
            anchors: rows.length,
            units: unitsOf(rows),
            share: rows.length / anchors.length,
            medianMs: median(rows.map((row) => row.workaround?.ms)),
            conversion: conversion(rows),
          }))
          .sort(byFrequency)
      : null,
    passage: spec.to ? passage(shown, durationMs(spec.to.within), spec.limit) : null,
    returns: {
      ...followUp(anchors, durationMs(spec.returnTo.within), asOf, (anchor) => anchor.returnMs),
      withoutProperty: anchors.filter((anchor) => anchor.withoutProperty).length,
    },
    goal:
      goalWithinMs === undefined ? null : followUp(anchors, goalWithinMs, asOf, (anchor) => anchor.goalMs),
  };
}

/** Anchors with each node as it is shown: those that are not listed at their place are `other`. */
export function asShown(anchors: readonly Anchor[], limit: number): Anchor[] {
  const isListed = listedNodes(anchors, limit);
  const show = (node: JourneyNode, at: Place): JourneyNode =>
    node.kind === 'event' && !isListed(at, node) ? { kind: 'other' } : node;
  return anchors.map((anchor) => ({
    ...anchor,
    node: show(anchor.node, 0),
    before: anchor.before.map((stop) => ({ ...stop, node: show(stop.node, stop.step) })),
    after: anchor.after.map((stop) => ({ ...stop, node: show(stop.node, stop.step) })),
    workaround: anchor.workaround && { ...anchor.workaround, node: show(anchor.workaround.node, WORKAROUND) },
  }));
}

type Place = number | typeof WORKAROUND;
type IsListed = (place: Place, node: JourneyNode) => boolean;

function listedNodes(anchors: readonly Anchor[], limit: number): IsListed {
  const found = anchors.flatMap(({ node, before, after, workaround }) => [
    { place: 0 as Place, node },
    ...[...before, ...after].map((stop) => ({ place: stop.step as Place, node: stop.node })),
    ...(workaround ? [{ place: WORKAROUND as Place, node: workaround.node }] : []),
  ]);
  const events = grouped(
    found.filter(({ node }) => node.kind === 'event'),
    ({ place, node }) => [place, node],
  );
  const kept = new Set(
    grouped(events, ({ first }) => first.place).flatMap(({ rows }) =>
      rows
        .toSorted((a, b) => b.rows.length - a.rows.length || byLabel(a.first.node, b.first.node))
        .slice(0, limit)
        .map(({ first }) => JSON.stringify(first)),
    ),
  );
  return (place, node) => kept.has(JSON.stringify({ place, node }));
}

function steps(anchors: readonly Anchor[]): JourneyStep[] {
  const rows = anchors.flatMap((anchor) =>
    [{ step: 0, node: anchor.node, toAnchorMs: 0, edgeMs: undefined }, ...anchor.before, ...anchor.after].map(
      (stop) => ({ ...stop, unit: anchor.unit }),
    ),
  );
  return grouped(rows, ({ step, node }) => [step, node]).map((group) => ({
    step: group.first.step,
    node: group.first.node,
    anchors: group.rows.length,
    units: unitsOf(group.rows),
    share: group.rows.length / anchors.length,
    medianMs: median(group.rows.map((row) => row.toAnchorMs)),
  }));
}

function edges(anchors: readonly Anchor[]): JourneyEdge[] {
  const rows = anchors.flatMap((anchor) => {
    const nearer = (stops: readonly Stop[], i: number): JourneyNode => stops[i - 1]?.node ?? anchor.node;
    const { unit } = anchor;
    return [
      ...anchor.after.map(({ step, node, edgeMs }, i) => ({
        step,
        from: nearer(anchor.after, i),
        to: node,
        edgeMs,
        unit,
      })),
      ...anchor.before.map(({ step, node, edgeMs }, i) => ({
        step: step + 1,
        from: node,
        to: nearer(anchor.before, i),
        edgeMs,
        unit,
      })),
    ];
  });
  const atNode = steps(anchors);
  return grouped(rows, ({ step, from, to }) => [step, from, to]).map(({ first, rows: of }) => {
    const { step, from, to } = first;
    const start = atNode.find(
      (each) => each.step === step - 1 && JSON.stringify(each.node) === JSON.stringify(from),
    );
    return {
      step,
      from,
      to,
      anchors: of.length,
      units: unitsOf(of),
      share: of.length / anchors.length,
      shareOfFrom: of.length / (start?.anchors ?? 0),
      medianMs: median(of.map((row) => row.edgeMs)),
    };
  });
}

function passage(anchors: readonly Anchor[], withinMs: number, limit: number): Passage {
  const ending = (end: Passing['end']) => anchors.filter((anchor) => anchor.passage?.end === end);
  const counts = (of: readonly Anchor[]) => ({ anchors: of.length, units: unitsOf(of) });
  const reached = ending('reached');
  const times = reached.flatMap((anchor) => anchor.passage?.ms ?? []);
  const nodes = (anchor: Anchor) => anchor.after.slice(0, -1).map((stop) => stop.node);
  const routes: Route[] = grouped(anchors, (anchor) => [nodes(anchor), anchor.passage?.goesOn]).map(
    ({ first, rows }) => {
      const of = (end: Passing['end']) => rows.filter((anchor) => anchor.passage?.end === end);
      return {
        nodes: nodes(first),
        goesOn: first.passage?.goesOn ?? false,
        ...counts(rows),
        share: rows.length / anchors.length,
        reached: of('reached').length,
        left: of('left').length,
        open: of('open').length,
        medianMs: median(of('reached').map((anchor) => anchor.passage?.ms)),
      };
    },
  );
  return {
    withinMs,
    reached: counts(reached),
    left: counts(ending('left')),
    open: counts(ending('open')),
    converted: proportion(unitsOf(reached), unitsOf(anchors)),
    medianMs: quantile(times, 0.5),
    p90Ms: quantile(times, 0.9),
    distribution: distribution(times, withinMs),
    routes: routes.sort(byRoutes).slice(0, limit),
  };
}

function grouped<Row>(
  rows: readonly Row[],
  by: (row: Row) => unknown,
): { readonly first: Row; readonly rows: readonly Row[] }[] {
  const groups = new Map<string, { first: Row; rows: Row[] }>();
  for (const row of rows) {
    const key = JSON.stringify(by(row));
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { first: row, rows: [row] });
  }
  return [...groups.values()];
}

function unitsOf(rows: readonly { readonly unit: string }[]): number {
  return new Set(rows.map((row) => row.unit)).size;
}

function median(values: readonly (number | undefined)[]): number | null {
  return quantile(
    values.filter((value) => value !== undefined),
    0.5,
  );
}

function followUp(
  anchors: readonly Anchor[],
  withinMs: number,
  asOf: Instant,
  ms: (anchor: Anchor) => number | undefined,
): FollowUp {
  const complete = anchors.filter((anchor) => anchor.at + withinMs <= asOf);
  const followed = complete.filter((anchor) => ms(anchor) !== undefined);
  const times = followed.map(ms).filter((value) => value !== undefined);
  return {
    withinMs,
    anchors: proportion(followed.length, complete.length),
    open: anchors.length - complete.length,
    units: proportion(unitsOf(followed), unitsOf(complete)),
    medianMs: quantile(times, 0.5),
    p90Ms: quantile(times, 0.9),
    distribution: distribution(times, withinMs),
  };
}

function distribution(times: readonly number[], withinMs: number) {
  const buckets = followUpBuckets(withinMs);
  return buckets.map((upToMs, i) => ({
    upToMs,
    anchors: times.filter((time) => time <= upToMs && time > (buckets[i - 1] ?? -1)).length,
  }));
}
