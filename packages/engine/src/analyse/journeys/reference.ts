import { durationMs } from '../../define/language/duration.ts';
import { plainSpan } from '../../define/language/window.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { quantile } from '../../util/statistics/quantile.ts';
import { sessionNumbers } from '../sessions/sessions.ts';
import { followUpBuckets } from './follow-up-buckets.ts';
import { byEdges, byName, bySteps, OUTCOMES } from './order.ts';
import type { FollowUp, JourneyAnswer, JourneyEdge, JourneyNode, JourneyStep, Outcome } from './result.ts';
import type { JourneySpec } from './spec.ts';

/** One stop of one anchor's way. `toAnchorMs` and `edgeMs` (to the stop nearer the anchor) are undefined at ends. */
interface Stop {
  readonly step: number;
  readonly node: JourneyNode;
  readonly toAnchorMs: number | undefined;
  readonly edgeMs: number | undefined;
}

interface Anchor {
  readonly unit: string;
  readonly at: Instant;
  readonly node: JourneyNode;
  /** Nearest first. */
  readonly before: readonly Stop[];
  readonly after: readonly Stop[];
  readonly outcome: Outcome;
  readonly returnMs: number | undefined;
  readonly goalMs: number | undefined;
  readonly withoutProperty: boolean;
}

/**
 * What a journey means, one anchor at a time. `histories` are of the units to look at: the members, when the spec has a cohort.
 */
export function journeyReference(
  spec: JourneySpec,
  histories: Iterable<History>,
  asOf: Instant,
): JourneyAnswer {
  const anchors = [...histories].flatMap((history) => anchorsOf(spec, history, asOf));
  const isListed = listedNames(anchors, spec.limit);
  const shown = anchors.map((anchor) => ({
    ...anchor,
    node: listed(anchor.node, 0, isListed),
    before: anchor.before.map((stop) => ({ ...stop, node: listed(stop.node, stop.step, isListed) })),
    after: anchor.after.map((stop) => ({ ...stop, node: listed(stop.node, stop.step, isListed) })),
  }));
  const units = new Set(anchors.map((anchor) => anchor.unit));
  const goalWithinMs = spec.goal && durationMs(spec.goal.within);
  return {
    asOf,
    anchors: anchors.length,
    units: units.size,
    steps: steps(shown).sort(bySteps),
    edges: edges(shown).sort(byEdges),
    outcomes: OUTCOMES.flatMap((outcome) => {
      const of = anchors.filter((anchor) => anchor.outcome === outcome);
      if (of.length === 0) return [];
      const complete = of.filter((anchor) => goalWithinMs !== undefined && anchor.at + goalWithinMs <= asOf);
      const converted = complete.filter((anchor) => anchor.goalMs !== undefined);
      return {
        outcome,
        anchors: of.length,
        units: new Set(of.map((anchor) => anchor.unit)).size,
        share: of.length / anchors.length,
        conversion: spec.goal ? proportion(converted.length, complete.length) : null,
      };
    }),
    returns: {
      ...followUp(anchors, durationMs(spec.returnTo.within), asOf, (anchor) => anchor.returnMs),
      withoutProperty: anchors.filter((anchor) => anchor.withoutProperty).length,
    },
    goal:
      goalWithinMs === undefined ? null : followUp(anchors, goalWithinMs, asOf, (anchor) => anchor.goalMs),
  };
}

function anchorsOf(spec: JourneySpec, history: History, asOf: Instant): Anchor[] {
  const span = plainSpan(spec.window, asOf);
  const events = history.events.filter((event) => event.time <= asOf);
  const sessions = sessionNumbers(events, 'tracked');
  const found = events.filter(
    (event) => selects(event, spec.anchor) && event.time > span.after && event.time <= span.until,
  );
  return (spec.occurrence === 'first' ? found.slice(0, 1) : found).map((anchor) => {
    const position = events.indexOf(anchor);
    const isShown = (event: HistoryEvent, i: number): boolean =>
      (selects(event, spec.anchor) || !spec.hide.includes(event.name)) &&
      (!spec.withinSession || sessions[i] === sessions[position]);
    const shown = events.filter(isShown);
    const later = events.slice(position + 1);
    const after = durationMs(spec.after);
    const within = durationMs(spec.returnTo.within);
    const property = spec.returnTo.sameProperty;
    const wanted = property === undefined ? undefined : anchor.properties[property];
    const comesBack = (event: HistoryEvent): boolean =>
      selects(event, spec.returnTo.event ?? spec.anchor) &&
      (property === undefined ||
        (wanted !== undefined && JSON.stringify(event.properties[property]) === JSON.stringify(wanted)));
    const returnMs = firstWithin(later, within, anchor.time, comesBack);
    const goal = spec.goal;
    const didElse = shown.slice(shown.indexOf(anchor) + 1).some((event) => event.time <= anchor.time + after);
    return {
      unit: history.id,
      at: anchor.time,
      node: { kind: 'event', name: anchor.name },
      ...ways(spec, shown, anchor, asOf),
      outcome:
        returnMs !== undefined && returnMs <= after
          ? 'returned'
          : anchor.time + after > asOf
            ? 'open'
            : didElse
              ? 'something-else'
              : 'left',
      returnMs,
      goalMs:
        goal &&
        firstWithin(later, durationMs(goal.within), anchor.time, (event) => selects(event, goal.event)),
      withoutProperty: property !== undefined && wanted === undefined,
    };
  });
}

function firstWithin(
  later: readonly HistoryEvent[],
  withinMs: number,
  from: Instant,
  wanted: (event: HistoryEvent) => boolean,
): number | undefined {
  const found = later.find((event) => wanted(event) && event.time <= from + withinMs);
  return found && found.time - from;
}

function ways(
  spec: JourneySpec,
  shown: readonly HistoryEvent[],
  anchor: HistoryEvent,
  asOf: Instant,
): Pick<Anchor, 'before' | 'after'> {
  const position = shown.indexOf(anchor);
  const isRepeat = (i: number, of: number): boolean =>
    spec.collapseRepeats && shown[i]?.name === shown[of]?.name;
  const laterStops: HistoryEvent[] = [];
  for (let i = position + 1; i < shown.length; i += 1) {
    const event = shown[i];
    if (event && !isRepeat(i, i - 1)) laterStops.push(event);
  }
  const earlierStops: HistoryEvent[] = [];
  for (let i = position - 1; i >= 0; i -= 1) {
    const event = shown[i];
    if (event && !isRepeat(i, i + 1)) earlierStops.push(event);
  }
  const [beforeMs, afterMs] = [durationMs(spec.before), durationMs(spec.after)];
  return {
    before: way(
      earlierStops.filter((event) => event.time >= anchor.time - beforeMs),
      -1,
      { kind: 'entered' },
    ),
    after: way(
      laterStops.filter((event) => event.time <= anchor.time + afterMs),
      1,
      { kind: anchor.time + afterMs > asOf ? 'open' : 'left' },
    ),
  };

  function way(events: readonly HistoryEvent[], sign: 1 | -1, end: JourneyNode): Stop[] {
    const stops: Stop[] = events.slice(0, spec.steps).map((event, i) => ({
      step: sign * (i + 1),
      node: { kind: 'event', name: event.name },
      toAnchorMs: Math.abs(event.time - anchor.time),
      edgeMs: Math.abs(event.time - (events[i - 1] ?? anchor).time),
    }));
    if (stops.length === spec.steps) return stops;
    return [
      ...stops,
      { step: sign * (stops.length + 1), node: end, toAnchorMs: undefined, edgeMs: undefined },
    ];
  }
}

type IsListed = (step: number, name: string) => boolean;

function listedNames(anchors: readonly Anchor[], limit: number): IsListed {
  const counts = new Map<number, Map<string, number>>();
  for (const anchor of anchors) {
    for (const { step, node } of [{ step: 0, node: anchor.node }, ...anchor.before, ...anchor.after]) {
      if (node.kind !== 'event') continue;
      const names = counts.get(step) ?? new Map<string, number>();
      counts.set(step, names.set(node.name, (names.get(node.name) ?? 0) + 1));
    }
  }
  const kept = new Map(
    [...counts].map(([step, names]) => {
      const ranked = [...names].sort((a, b) => b[1] - a[1] || byName(a[0], b[0]));
      return [step, new Set(ranked.slice(0, limit).map(([name]) => name))] as const;
    }),
  );
  return (step, name) => kept.get(step)?.has(name) ?? false;
}

function listed(node: JourneyNode, step: number, isListed: IsListed): JourneyNode {
  return node.kind === 'event' && !isListed(step, node.name) ? { kind: 'other' } : node;
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
    units: new Set(group.rows.map((row) => row.unit)).size,
    share: group.rows.length / anchors.length,
    medianMs: median(group.rows.map((row) => row.toAnchorMs)),
  }));
}

function edges(anchors: readonly Anchor[]): JourneyEdge[] {
  const rows = anchors.flatMap((anchor) => {
    const nearer = (stops: readonly Stop[], i: number): JourneyNode => stops[i - 1]?.node ?? anchor.node;
    return [
      ...anchor.after.map(({ step, node, edgeMs }, i) => ({
        step,
        from: nearer(anchor.after, i),
        to: node,
        edgeMs,
        unit: anchor.unit,
      })),
      ...anchor.before.map(({ step, node, edgeMs }, i) => ({
        step: step + 1,
        from: node,
        to: nearer(anchor.before, i),
        edgeMs,
        unit: anchor.unit,
      })),
    ];
  });
  return grouped(rows, ({ step, from, to }) => [step, from, to]).map((group) => ({
    step: group.first.step,
    from: group.first.from,
    to: group.first.to,
    anchors: group.rows.length,
    units: new Set(group.rows.map((row) => row.unit)).size,
    share: group.rows.length / anchors.length,
    medianMs: median(group.rows.map((row) => row.edgeMs)),
  }));
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
  const unitsOf = (of: readonly Anchor[]): number => new Set(of.map((anchor) => anchor.unit)).size;
  const buckets = followUpBuckets(withinMs);
  return {
    withinMs,
    anchors: proportion(followed.length, complete.length),
    open: anchors.length - complete.length,
    units: proportion(unitsOf(followed), unitsOf(complete)),
    medianMs: quantile(times, 0.5),
    p90Ms: quantile(times, 0.9),
    distribution: buckets.map((upToMs, i) => ({
      upToMs,
      anchors: times.filter((time) => time <= upToMs && time > (buckets[i - 1] ?? -1)).length,
    })),
  };
}
