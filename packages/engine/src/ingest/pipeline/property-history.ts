import { ACCOUNT } from '../../model/event.ts';
import { accountKey } from '../../model/key.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { bareRecord } from '../../util/bare-record.ts';

/** A property's value from an instant on; null: removed. */
interface Assertion {
  readonly time: Instant;
  readonly seq: number;
  readonly value: PropertyValue | null;
}

export type Groups = Readonly<Record<string, readonly string[]>>;

/** All properties as of an instant, and the groups among them. Never changes, and is shared by the events that carry it. */
export interface Snapshot {
  readonly properties: Properties;
  readonly groups: Groups;
  /** Keys of `groups.account`. */
  readonly accounts: readonly string[];
}

/** A user's groups are user properties of this prefix and the group type: a list of names. */
export const GROUP_PREFIX = '$groups.';

export const NO_GROUPS: Groups = Object.freeze(Object.create(null));
export const NOTHING: Snapshot = {
  properties: Object.freeze(Object.create(null)),
  groups: NO_GROUPS,
  accounts: [],
};

/**
 * Every update of the properties of one user or account, so that its properties as of any instant can be told: an event that
 * comes late carries what held when it happened. Ordered by (time, seq) within a property.
 */
export class PropertyHistory {
  readonly #updates = new Map<string, Assertion[]>();
  #newest: Instant = Number.NEGATIVE_INFINITY;
  #size = 0;
  #current: Snapshot | undefined = NOTHING;

  /** Updates held. */
  get size(): number {
    return this.#size;
  }

  has(property: string): boolean {
    return this.#updates.has(property);
  }

  /** Distinct properties ever set, removed ones included. */
  get propertyCount(): number {
    return this.#updates.size;
  }

  /** The last update at or before `time`. */
  assertionAt(property: string, time: Instant): Assertion | undefined {
    const updates = this.#updates.get(property);
    if (updates === undefined) return undefined;
    for (let i = updates.length - 1; i >= 0; i -= 1) {
      const update = updates[i];
      if (update !== undefined && update.time <= time) return update;
    }
    return undefined;
  }

  /** Adds one update; one of the same (time, seq) replaces it, so that loading twice does no harm. */
  record(property: string, time: Instant, seq: number, value: PropertyValue | null): void {
    let updates = this.#updates.get(property);
    if (updates === undefined) {
      updates = [];
      this.#updates.set(property, updates);
    }
    let at = updates.length;
    while (at > 0) {
      const before = updates[at - 1];
      if (before === undefined || before.time < time || (before.time === time && before.seq < seq)) break;
      at -= 1;
    }
    const next = updates[at];
    const replaced = next !== undefined && next.time === time && next.seq === seq;
    if (at === updates.length) updates.push({ time, seq, value });
    else updates.splice(at, replaced ? 1 : 0, { time, seq, value });
    if (!replaced) this.#size += 1;
    if (time > this.#newest) this.#newest = time;
    this.#current = undefined;
  }

  /** Takes over all updates of another: what a device or an aliased user set is the user's own from then on. */
  absorb(other: PropertyHistory): void {
    for (const [property, updates] of other.#updates) {
      for (const update of updates) this.record(property, update.time, update.seq, update.value);
    }
  }

  snapshotAt(time: Instant): Snapshot {
    if (time < this.#newest) return this.#read(time);
    this.#current ??= this.#read(time);
    return this.#current;
  }

  #read(time: Instant): Snapshot {
    const properties = bareRecord<PropertyValue>();
    let groups: Record<string, readonly string[]> | undefined;
    let empty = true;
    for (const property of this.#updates.keys()) {
      const value = this.assertionAt(property, time)?.value;
      if (value === undefined || value === null) continue;
      empty = false;
      properties[property] = value;
      if (!property.startsWith(GROUP_PREFIX)) continue;
      groups ??= bareRecord<readonly string[]>();
      groups[property.slice(GROUP_PREFIX.length)] = (Array.isArray(value) ? value : [value]).map(String);
    }
    if (empty) return NOTHING;
    return {
      properties,
      groups: groups ?? NO_GROUPS,
      accounts: (groups?.[ACCOUNT] ?? []).map(accountKey),
    };
  }
}
