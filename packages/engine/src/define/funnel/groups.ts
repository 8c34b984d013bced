import { NO_SESSION } from '../../model/event.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { NONE } from '../selector/labels.ts';
import { sessionNumbers } from '../sessions/sessions.ts';
import type { PathPlan } from './path-plan.ts';

/** What of an event its place in a history depends on. */
export interface PathEvent {
  readonly time: Instant;
  readonly seq: number;
}

/** An event and what it may be in a path: the plan's marks that it has. */
export interface MarkedEvent<E extends PathEvent> {
  readonly event: E;
  readonly marks: ReadonlySet<number>;
}

/** An event with what its history is taken apart by. */
export interface KeyedEvent<E extends PathEvent> extends MarkedEvent<E> {
  /** Its session and whose it is, or only whose where pauses tell sessions; undefined: it is out of any. */
  readonly session: string | undefined;
  /** Of each held property the labels of its value, see labels.ts. */
  readonly held: readonly (readonly string[])[];
}

/** A history taken apart as the plan has it, each part in order: by sessions, and by the values that are held. */
export function groupsOf<E extends PathEvent>(
  events: readonly KeyedEvent<E>[],
  plan: PathPlan,
): (readonly MarkedEvent<E>[])[] {
  return bySession(events, plan).flatMap((part) => byHeldValue(part, plan));
}

function bySession<E extends PathEvent>(
  events: readonly KeyedEvent<E>[],
  { session }: PathPlan,
): (readonly KeyedEvent<E>[])[] {
  if (session === undefined) return [events];
  const parts = new Map<string, KeyedEvent<E>[]>();
  for (const each of events) {
    if (each.session === undefined) continue;
    const part = parts.get(each.session);
    if (part) part.push(each);
    else parts.set(each.session, [each]);
  }
  return session === 'sent' ? [...parts.values()] : [...parts.values()].flatMap(byPause);
}

function byPause<E extends PathEvent>(events: readonly KeyedEvent<E>[]): KeyedEvent<E>[][] {
  const sessions: KeyedEvent<E>[][] = [];
  const times = events.map(({ event }) => ({ time: event.time, sessionId: NO_SESSION }));
  sessionNumbers(times, 'gap').forEach((number, i) => {
    const each = must(events[i], 'event of a session');
    const session = sessions[number];
    if (session) session.push(each);
    else sessions[number] = [each];
  });
  return sessions;
}

/**
 * One group for each combination of held values. An event with the values is in it with all its marks. One that lacks a value, and
 * has the others, is in each such group as an excluded event alone; one with another value is in none.
 */
function byHeldValue<E extends PathEvent>(
  events: readonly KeyedEvent<E>[],
  plan: PathPlan,
): (readonly MarkedEvent<E>[])[] {
  if (plan.spec.holdConstant.length === 0) return [events];
  const excluded = new Set(plan.gaps.flatMap((gap) => (gap === 'any-event' ? [] : gap)));
  const keyed = events.map((item) => ({ item, keys: keysOf(item) }));
  const groups = new Map<string, Group<E>>();
  keyed.forEach(({ item, keys }, at) => {
    for (const key of keys) {
      if (!isWhole(key)) continue;
      const text = JSON.stringify(key);
      const group = groups.get(text) ?? { key, items: [] };
      groups.set(text, group);
      group.items.push({ at, item });
    }
  });
  keyed.forEach(({ item, keys }, at) => {
    const partial = keys.filter((key) => !isWhole(key));
    if (partial.length === 0) return;
    const marks = new Set([...item.marks].filter((mark) => excluded.has(mark)));
    for (const { key, items } of groups.values()) {
      const fits = partial.some((own) => own.every((label, i) => label === NONE || label === key[i]));
      if (fits) items.push({ at, item: { event: item.event, marks } });
    }
  });
  return [...groups.values()].map(({ items }) => items.sort((a, b) => a.at - b.at).map(({ item }) => item));
}

interface Group<E extends PathEvent> {
  readonly key: readonly string[];
  readonly items: { readonly at: number; readonly item: MarkedEvent<E> }[];
}

function isWhole(key: readonly string[]): boolean {
  return !key.includes(NONE);
}

/** Every combination of the labels of the held properties. A value has labels or none, so that a key of an event is whole or no key is. */
export function keysOf({ held }: Pick<KeyedEvent<PathEvent>, 'held'>): string[][] {
  return held.reduce<string[][]>(
    (keys, labels) => keys.flatMap((key) => labels.map((label) => [...key, label])),
    [[]],
  );
}
