import { applyUpdate } from '../../packages/engine/src/ingest/pipeline/apply-update.ts';
import { ALIAS, type IncomingEvent, UNALIAS } from '../../packages/engine/src/model/event.ts';
import { accountKey, deviceKey, userKey } from '../../packages/engine/src/model/key.ts';
import type { PropertyValue } from '../../packages/engine/src/model/property-value.ts';
import { DAY_MS, HOUR_MS } from '../../packages/engine/src/model/time.ts';

export interface PlainRow {
  readonly event: IncomingEvent;
  readonly received: number;
  readonly user: string;
  readonly user_id: string;
  readonly linked_key: string;
  readonly link_kind: string;
  readonly groups: Record<string, readonly string[]>;
  readonly accounts: readonly string[];
  readonly user_updates: Record<string, string>;
  readonly user_properties: Record<string, PropertyValue>;
}

/**
 * Ingest as it is meant: every question is answered by reading all rows again, in the order in which they arrived. Only what
 * the property test generates: no accounts' properties, and `set`, `set-once`, `add`, `append`, `unset` of users.
 */
export class PlainIngest {
  readonly rows: PlainRow[] = [];

  accept(event: IncomingEvent, received: number): 'stored' | 'duplicate' | 'refused' {
    const repeated = this.rows.some(
      (row) =>
        event.insertId !== undefined &&
        row.event.insertId === event.insertId &&
        row.received > received - 7 * DAY_MS &&
        (event.deviceId === undefined
          ? row.event.deviceId === undefined && row.event.userId === event.userId
          : row.event.deviceId === event.deviceId),
    );
    if (repeated) return 'duplicate';
    if (event.name === ALIAS || event.name === UNALIAS) return this.#alias(event, received);

    const device = event.deviceId === undefined ? undefined : deviceKey(event.deviceId);
    const last = this.#lastUserOf(event.deviceId);
    const user = event.userId === undefined ? (last ?? device ?? '0') : userKey(event.userId);
    const tied = event.userId !== undefined && device !== undefined && last !== user;
    const row = {
      event,
      received,
      user,
      user_id: event.userId ?? '',
      linked_key: tied ? (device ?? '0') : '0',
      link_kind: tied ? (last === undefined ? 'device' : 'last-user') : '',
      groups: {},
      accounts: [],
      user_updates: {} as Record<string, string>,
      user_properties: {},
    };
    this.rows.push(row);
    const joins = Object.entries(event.joins).map(
      ([type, value]) => ({ op: 'set', property: `$groups.${type}`, value }) as const,
    );
    for (const update of [...event.userUpdates, ...joins]) {
      if (update.op === 'clear') throw new Error('not generated');
      const before = this.#updatesOf(user, event.time)
        .filter((known) => known.property === update.property)
        .at(-1);
      const applied = applyUpdate(before?.value ?? undefined, update);
      if (applied.kind !== 'value') continue;
      const value = JSON.stringify(applied.value);
      const repeats = before && JSON.stringify(before.value) === value && event.time - before.time < HOUR_MS;
      if (!repeats) row.user_updates[update.property] = value;
    }
    const properties: Record<string, PropertyValue> = {};
    for (const { property, value } of this.#updatesOf(user, event.time)) {
      if (value === null) delete properties[property];
      else properties[property] = value;
    }
    const groups: Record<string, readonly string[]> = {};
    for (const [property, value] of Object.entries(properties)) {
      if (property.startsWith('$groups.')) groups[property.slice('$groups.'.length)] = value as string[];
    }
    Object.assign(groups, event.groups);
    const accounts = (groups.account ?? []).map(accountKey);
    this.rows[this.rows.length - 1] = { ...row, user_properties: properties, groups, accounts };
    return 'stored';
  }

  #alias(event: IncomingEvent, received: number): 'stored' | 'refused' {
    const aliased = userKey(event.aliasOf ?? '');
    const to = userKey(event.userId ?? '');
    const undo = event.name === UNALIAS;
    if (undo ? this.#aliasOwner(aliased) !== to : this.#chain(to).includes(aliased)) return 'refused';
    this.rows.push({
      event,
      received,
      user: undo ? aliased : to,
      user_id: (undo ? event.aliasOf : event.userId) ?? '',
      linked_key: aliased,
      link_kind: 'alias',
      groups: {},
      accounts: [],
      user_updates: {},
      user_properties: {},
    });
    return 'stored';
  }

  /** All updates up to an instant of whoever the user is, by (time, arrival). */
  #updatesOf(user: string, until: number): { property: string; time: number; value: PropertyValue | null }[] {
    const root = this.#root(user);
    return this.rows
      .filter((row) => row.event.time <= until && this.#root(row.user) === root)
      .sort((a, b) => a.event.time - b.event.time)
      .flatMap((row) =>
        Object.entries(row.user_updates).map(([property, value]) => ({
          property,
          time: row.event.time,
          value: JSON.parse(value) as PropertyValue | null,
        })),
      );
  }

  #lastUserOf(deviceId: string | undefined): string | undefined {
    return this.#linked(deviceId).at(-1)?.user;
  }

  #linked(deviceId: string | undefined): PlainRow[] {
    if (deviceId === undefined) return [];
    return this.rows.filter(
      (row) => row.event.deviceId === deviceId && row.user_id !== '' && row.link_kind !== 'alias',
    );
  }

  #root(key: string): string {
    const owned = this.rows.find((row) => row.link_kind === 'device' && row.linked_key === key);
    return this.#chain(owned?.user ?? key).at(-1) ?? key;
  }

  #chain(key: string): string[] {
    const next = this.#aliasOwner(key);
    return next === undefined ? [key] : [key, ...this.#chain(next)];
  }

  #aliasOwner(key: string): string | undefined {
    const owner = this.rows.filter((row) => row.link_kind === 'alias' && row.linked_key === key).at(-1)?.user;
    return owner === key ? undefined : owner;
  }
}
