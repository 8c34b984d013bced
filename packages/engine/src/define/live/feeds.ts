import { RECORD_NAMES } from '../../model/event.ts';
import type { Properties, Scalar } from '../../model/property-value.ts';
import { type EventSelector, passes } from '../selector/event-selector.ts';
import type { Slot } from './plan.ts';
import type { EventInput, TrackerInputs } from './tracker.ts';

/** A clause's input that a row feeds. */
export interface Target {
  readonly slot: Slot;
  readonly input: number;
}

/** Equal inputs of any number of clauses: an event is looked at once for all of them. */
export interface Feed {
  readonly key: string;
  readonly selector: EventSelector;
  readonly value: EventInput['value'];
  readonly sessions: EventInput['sessions'];
  /** Each with how far back it looks. */
  readonly targets: (Target & Pick<EventInput, 'reach'>)[];
}

/** What a feed looks at in an event. */
export interface FedEvent {
  readonly name: string;
  readonly properties: Properties;
  readonly userProperties: Properties;
}

/** Which rows feed which clauses: by event name, and by property of the unit. */
export class Feeds {
  readonly #feeds = new Map<string, Feed>();
  readonly #byName = new Map<string, Feed[]>();
  readonly #ofAny: Feed[] = [];
  readonly #byProperty = new Map<string, Target[]>();

  get all(): readonly Feed[] {
    return [...this.#feeds.values()];
  }

  /** The properties of the unit itself that some clause looks at. */
  get properties(): readonly string[] {
    return [...this.#byProperty.keys()];
  }

  add(slot: Slot, inputs: TrackerInputs): void {
    for (const [input, event] of inputs.events.entries()) {
      const key = JSON.stringify([event.selector, event.value, event.sessions]);
      const feed = this.#feeds.get(key) ?? this.#newFeed(key, event);
      feed.targets.push({ slot, input, reach: event.reach });
    }
    for (const [input, property] of inputs.properties.entries()) {
      listIn(this.#byProperty, property).push({ slot, input });
    }
  }

  remove(slot: Slot): void {
    for (const [key, feed] of this.#feeds) {
      removeFrom(feed.targets, (target) => target.slot === slot);
      if (feed.targets.length > 0) continue;
      this.#feeds.delete(key);
      for (const list of [this.#ofAny, ...this.#byName.values()]) removeFrom(list, (each) => each === feed);
    }
    for (const [property, targets] of this.#byProperty) {
      removeFrom(targets, (target) => target.slot === slot);
      if (targets.length === 0) this.#byProperty.delete(property);
    }
  }

  /** The feeds that may take an event, for its name. Records such as an identify feed none. */
  ofName(name: string): readonly Feed[] {
    return this.#byName.get(name) ?? (RECORD_NAMES.includes(name) ? NO_FEEDS : this.#ofAny);
  }

  /** Calls `take` with each feed that takes the event. */
  forEachTaking(event: FedEvent, take: (feed: Feed) => void): void {
    for (const feed of this.ofName(event.name)) if (passes(event, feed.selector.filters)) take(feed);
  }

  /** The clauses' inputs that a change of a property feeds. */
  ofProperty(property: string): readonly Target[] {
    return this.#byProperty.get(property) ?? [];
  }

  #newFeed(key: string, { selector, value, sessions }: EventInput): Feed {
    const feed: Feed = { key, selector, value, sessions, targets: [] };
    this.#feeds.set(key, feed);
    if (selector.names.length === 0) {
      this.#ofAny.push(feed);
      for (const list of this.#byName.values()) list.push(feed);
    }
    // Names that nobody asks for are not kept: there is no end to them.
    for (const name of selector.names) {
      if (RECORD_NAMES.includes(name)) continue;
      if (!this.#byName.has(name)) this.#byName.set(name, [...this.#ofAny]);
      listIn(this.#byName, name).push(feed);
    }
    return feed;
  }
}

/** The elements of a property of an event: one for a scalar, those of a list, none when it is missing. */
export function valuesOf(event: FedEvent, value: Feed['value']): readonly Scalar[] {
  if (value === undefined) return NO_VALUES;
  const found = (value.scope === 'event' ? event.properties : event.userProperties)[value.property];
  if (found === undefined) return NO_VALUES;
  return Array.isArray(found) ? found : [found as Scalar];
}

/** In place of a session's id, where only whose it is matters. */
export const OF_USER = 'any';

const NO_FEEDS: readonly Feed[] = [];
export const NO_VALUES: readonly Scalar[] = [];

function listIn<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  let list = map.get(key);
  if (list === undefined) {
    list = [];
    map.set(key, list);
  }
  return list;
}

function removeFrom<Item>(list: Item[], gone: (item: Item) => boolean): void {
  for (let i = list.length - 1; i >= 0; i -= 1) if (gone(list[i] as Item)) list.splice(i, 1);
}
