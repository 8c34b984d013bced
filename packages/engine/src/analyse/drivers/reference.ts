import { durationMs } from '../../define/language/duration.ts';
import { plainSpan } from '../../define/language/window.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { median } from '../../util/statistics/quantile.ts';
import { isPassedOver, nodeOf } from '../journeys/reference-anchors.ts';
import type { JourneyNode } from '../journeys/result.ts';
import { compareEvents, type EventCounts } from './compare-events.ts';
import type { DriversPart } from './result.ts';
import type { DriversSpec } from './spec.ts';

/** A unit that started: what became of it, and what it did while it was looked at. */
interface Starter {
  readonly end: 'converted' | 'not-converted' | 'open' | 'early';
  readonly did: readonly { readonly node: JourneyNode; readonly ms: number }[];
}

/** What drivers mean, one unit at a time. `histories` are of the units to look at. */
export function driversReference(
  spec: DriversSpec,
  histories: Iterable<History>,
  asOf: Instant,
): DriversPart {
  const starters = [...histories].flatMap((history) => starterOf(spec, history, asOf) ?? []);
  const ended = (end: Starter['end']) => starters.filter((starter) => starter.end === end);
  const [converters, droppers] = [ended('converted'), ended('not-converted')];
  const early = ended('early').length;
  const nodes = new Map<string, JourneyNode>();
  for (const { did } of [...converters, ...droppers])
    for (const { node } of did) nodes.set(JSON.stringify(node), node);
  const events = [...nodes].map(([key, node]): EventCounts => {
    const timesOf = (starter: Starter) =>
      starter.did.filter((each) => JSON.stringify(each.node) === key).map(({ ms }) => ms);
    const [ofConverters, ofDroppers] = [converters, droppers].map((group) =>
      group.map(timesOf).filter((times) => times.length > 0),
    ) as [number[][], number[][]];
    return {
      node,
      converters: ofConverters.length,
      droppers: ofDroppers.length,
      timesOfConverters: ofConverters.flat().length,
      timesOfDroppers: ofDroppers.flat().length,
      medianMsIfConverted: median(ofConverters.map(([first]) => first ?? 0)),
      medianMsIfNot: median(ofDroppers.map(([first]) => first ?? 0)),
    };
  });
  return {
    starters: starters.length,
    converted: converters.length + early,
    notConverted: droppers.length,
    open: ended('open').length,
    early: spec.landmark ? early : null,
    ...compareEvents(events, converters.length, droppers.length, spec),
  };
}

function starterOf(spec: DriversSpec, history: History, asOf: Instant): Starter | undefined {
  const withinMs = durationMs(spec.within);
  const span = plainSpan(spec.window, asOf);
  const events = history.events.filter((event) => event.time <= asOf);
  const starts = events.filter(
    (event) => selects(event, spec.from) && event.time > span.after && event.time <= span.until,
  );
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const endOf = (start: HistoryEvent) =>
    events
      .slice(events.indexOf(start) + 1)
      .find((event) => selects(event, spec.to) && event.time <= start.time + withinMs);
  const start = starts.find((each) => endOf(each) !== undefined) ?? first;
  const end = endOf(start);
  if (end === undefined && last.time + withinMs > asOf) return { end: 'open', did: [] };
  const landmarkMs = spec.landmark && durationMs(spec.landmark);
  if (end && landmarkMs !== undefined && end.time <= start.time + landmarkMs)
    return { end: 'early', did: [] };
  const later = events.slice(events.indexOf(start) + 1, end && events.indexOf(end));
  const did = later
    .filter((event) => event.time <= start.time + (landmarkMs ?? withinMs) && !isPassedOver(spec, event))
    .map((event) => ({ node: nodeOf(spec, event), ms: event.time - start.time }));
  return { end: end ? 'converted' : 'not-converted', did };
}
