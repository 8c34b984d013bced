import { durationMs } from '../../define/language/duration.ts';
import { plainSpan } from '../../define/language/window.ts';
import { type EventSelector, selects } from '../../define/selector/event-selector.ts';
import { sessionNumbers } from '../../define/sessions/sessions.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { JourneyNode, Outcome } from './result.ts';
import type { JourneySpec } from './spec.ts';

/** One stop of one anchor's way. `toAnchorMs` and `edgeMs` (to the stop nearer the anchor) are undefined at ends. */
export interface Stop {
  readonly step: number;
  readonly node: JourneyNode;
  readonly toAnchorMs: number | undefined;
  readonly edgeMs: number | undefined;
}

/** One anchor and what is around it. */
export interface Anchor {
  readonly unit: string;
  readonly at: Instant;
  readonly node: JourneyNode;
  /** Nearest first. */
  readonly before: readonly Stop[];
  readonly after: readonly Stop[];
  readonly outcome: Outcome;
  /** The first workaround, where that is the outcome. */
  readonly workaround: { readonly node: JourneyNode; readonly ms: number } | undefined;
  /** How the way on ended, when the spec says where it should. */
  readonly passage: Passing | undefined;
  readonly returnMs: number | undefined;
  readonly goalMs: number | undefined;
  readonly withoutProperty: boolean;
}

export interface Passing {
  readonly end: 'reached' | 'left' | 'open';
  /** Of one that was reached. */
  readonly ms: number | undefined;
  readonly goesOn: boolean;
}

/** The anchors of one history, by the definition of the spec. */
export function anchorsOf(spec: JourneySpec, history: History, asOf: Instant): Anchor[] {
  const span = plainSpan(spec.window, asOf);
  const events = history.events.filter((event) => event.time <= asOf);
  const sessions = sessionNumbers(events, 'tracked');
  const found = events.filter(
    (event) => selects(event, spec.anchor) && event.time > span.after && event.time <= span.until,
  );
  return (spec.occurrence === 'first' ? found.slice(0, 1) : found).map((anchor) => {
    const position = events.indexOf(anchor);
    const isShown = (event: HistoryEvent, i: number): boolean =>
      !isHidden(spec, event) && (!spec.withinSession || sessions[i] === sessions[position]);
    const shown = events.filter(isShown);
    const later = events.slice(position + 1);
    const afterMs = durationMs(spec.after);
    const first = (withinMs: number, wanted: (event: HistoryEvent) => boolean): HistoryEvent | undefined =>
      later.find((event) => wanted(event) && event.time <= anchor.time + withinMs);
    const firstMs = (withinMs: number, wanted: (event: HistoryEvent) => boolean): number | undefined => {
      const event = first(withinMs, wanted);
      return event && event.time - anchor.time;
    };
    const property = spec.returnTo.sameProperty;
    const wanted = property === undefined ? undefined : anchor.properties[property];
    const comesBack = (event: HistoryEvent): boolean =>
      selects(event, spec.returnTo.event ?? spec.anchor) &&
      (property === undefined ||
        (wanted !== undefined && JSON.stringify(event.properties[property]) === JSON.stringify(wanted)));
    const returnMs = firstMs(durationMs(spec.returnTo.within), comesBack);
    const { goal, workaround } = spec;
    const around = workaround && first(afterMs, (event) => selects(event, workaround));
    const didElse = shown
      .slice(shown.indexOf(anchor) + 1)
      .some((event) => event.time <= anchor.time + afterMs);
    const outcome =
      returnMs !== undefined && returnMs <= afterMs
        ? 'returned'
        : anchor.time + afterMs > asOf
          ? 'open'
          : around
            ? 'workaround'
            : didElse
              ? 'something-else'
              : 'left';
    return {
      unit: history.id,
      at: anchor.time,
      node: nodeOf(spec, anchor),
      before: waysBefore(spec, shown, anchor),
      ...waysAfter(spec, shown, anchor, asOf),
      outcome,
      workaround:
        around && outcome === 'workaround'
          ? { node: nodeOf(spec, around), ms: around.time - anchor.time }
          : undefined,
      returnMs,
      goalMs: goal && firstMs(durationMs(goal.within), (event) => selects(event, goal.event)),
      withoutProperty: property !== undefined && wanted === undefined,
    };
  });
}

type Looks = Pick<JourneySpec, 'hide' | 'groups' | 'expand'>;

function groupOf({ groups }: Looks, event: HistoryEvent): string | undefined {
  return groups.find(({ events }) => events.includes(event.name))?.name;
}

function isHidden(spec: JourneySpec, event: HistoryEvent): boolean {
  const isNamed = (selector: EventSelector | undefined): boolean =>
    selector !== undefined && selects(event, selector);
  return !isNamed(spec.anchor) && !isNamed(spec.to?.event) && isPassedOver(spec, event);
}

/** Is an event hidden by its own name or its group's? */
export function isPassedOver(spec: Looks, event: HistoryEvent): boolean {
  return spec.hide.includes(event.name) || spec.hide.includes(groupOf(spec, event) ?? event.name);
}

/** What an event looks like. */
export function nodeOf(spec: Looks, event: HistoryEvent): JourneyNode {
  const by = spec.expand.find((each) => each.event === event.name);
  if (!by) return { kind: 'event', name: groupOf(spec, event) ?? event.name };
  const value = (by.scope === 'event' ? event.properties : event.userProperties)[by.property];
  const isMissing = value === undefined || (Array.isArray(value) && value.length === 0);
  return { kind: 'event', name: event.name, value: isMissing ? null : value };
}

function waysBefore(spec: JourneySpec, shown: readonly HistoryEvent[], anchor: HistoryEvent): Stop[] {
  const earlier = shown.slice(0, shown.indexOf(anchor) + 1).reverse();
  const stops = withoutRepeats(spec, earlier).filter(
    (event) => event.time >= anchor.time - durationMs(spec.before),
  );
  return way(spec, anchor, stops, -1, { kind: 'entered' });
}

function waysAfter(
  spec: JourneySpec,
  shown: readonly HistoryEvent[],
  anchor: HistoryEvent,
  asOf: Instant,
): Pick<Anchor, 'after' | 'passage'> {
  const later = shown.slice(shown.indexOf(anchor));
  const stops = withoutRepeats(spec, later);
  const { to } = spec;
  const withinMs = durationMs(to ? to.within : spec.after);
  const inTime = stops.filter((event) => event.time <= anchor.time + withinMs);
  const unfinished = anchor.time + withinMs > asOf ? 'open' : 'left';
  if (!to) return { after: way(spec, anchor, inTime, 1, { kind: unfinished }), passage: undefined };

  const end = later
    .slice(1)
    .find((event) => selects(event, to.event) && event.time <= anchor.time + withinMs);
  const between = end ? inTime.filter((event) => shown.indexOf(event) < shown.indexOf(end)) : inTime;
  const tooMany = between.length > (to.steps ?? Number.POSITIVE_INFINITY);
  const reached = end !== undefined && !tooMany;
  // After one more stop than may lie between it cannot be reached any more, however much time is left.
  const kind = reached ? 'reached' : tooMany ? 'left' : unfinished;
  const cut = (tooMany ? between.slice(0, (to.steps ?? 0) + 1) : between).slice();
  const listed = cut.slice(0, spec.steps);
  const last = listed.at(-1) ?? anchor;
  return {
    after: [
      ...way(spec, anchor, listed, 1, undefined),
      {
        step: listed.length + 1,
        node: { kind },
        toAnchorMs: reached ? end.time - anchor.time : undefined,
        edgeMs: reached ? end.time - last.time : undefined,
      },
    ],
    passage: {
      end: kind,
      ms: reached ? end.time - anchor.time : undefined,
      goesOn: cut.length > listed.length,
    },
  };
}

/** The events after the first of a list, without those that look like the one before them when repeats are collapsed. */
function withoutRepeats(spec: JourneySpec, events: readonly HistoryEvent[]): HistoryEvent[] {
  const looks = events.map((event) => JSON.stringify(nodeOf(spec, event)));
  return events.filter((_, i) => i > 0 && !(spec.collapseRepeats && looks[i] === looks[i - 1]));
}

function way(
  spec: JourneySpec,
  anchor: HistoryEvent,
  events: readonly HistoryEvent[],
  sign: 1 | -1,
  end: JourneyNode | undefined,
): Stop[] {
  const stops: Stop[] = events.slice(0, spec.steps).map((event, i) => ({
    step: sign * (i + 1),
    node: nodeOf(spec, event),
    toAnchorMs: Math.abs(event.time - anchor.time),
    edgeMs: Math.abs(event.time - (events[i - 1] ?? anchor).time),
  }));
  if (end === undefined || stops.length === spec.steps) return stops;
  return [...stops, { step: sign * (stops.length + 1), node: end, toAnchorMs: undefined, edgeMs: undefined }];
}
