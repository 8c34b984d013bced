import { GROUP_IDENTIFY, IDENTIFY, type IncomingEvent, NO_SESSION } from '../../model/event.ts';
import type { PropertyUpdate } from '../../model/property-update.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import type { Clock } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { asText, isEmpty } from './convert-value.ts';
import { flattenInto } from './flatten-value.ts';
import { compileTime, timeOutOfRange } from './read-time.ts';
import { excerpt } from './row-block.ts';
import type { RefusedRow, RowMapper, RowOutcome } from './row-outcome.ts';

/**
 * Columns of Amplitude's export that become `$` properties, by the names that the same fields have on Amplitude's HTTP API,
 * so that imported and live events read alike.
 */
const BUILT_INS: Readonly<Record<string, string>> = {
  platform: '$platform',
  os_name: '$os_name',
  os_version: '$os_version',
  version_name: '$app_version',
  start_version: '$start_version',
  device_type: '$device_type',
  device_family: '$device_family',
  device_carrier: '$carrier',
  country: '$country',
  region: '$region',
  city: '$city',
  dma: '$dma',
  language: '$language',
  library: '$library',
  ip_address: '$ip',
  location_lat: '$location_lat',
  location_lng: '$location_lng',
  paying: '$paying',
  idfa: '$idfa',
};

const time = compileTime({ column: 'event_time', unit: 'iso', zone: 'UTC' });
const readTime = must(time.ok ? time.value : undefined, 'reader of ISO times');

/**
 * Rows of Amplitude's export as events, without a mapping file. What only Amplitude's own machinery needs is left out:
 * amplitude_id, app, uuid (but as the insert id where there is no other), data, upload and processing times, sample_rate.
 *
 * @param accountGroup the group type that is stored as `account`.
 */
export function amplitudeRowMapper(accountGroup: string, clock: Clock): RowMapper {
  return {
    columns: () => [],
    map: (row, rowId): RowOutcome => {
      const name = row.event_type;
      if (typeof name !== 'string' || name === '')
        return refused('event_type', 'no-event', 'is missing: is this an Amplitude export?', name);
      const userId = idOf(row.user_id);
      const deviceId = idOf(row.device_id);
      const groups = groupsOf(row.groups, accountGroup);
      if (userId === undefined && deviceId === undefined && name !== GROUP_IDENTIFY) {
        return refused('user_id', 'no-user', 'is empty and so is device_id', row.user_id);
      }
      const at = readTime(row.event_time);
      if (typeof at === 'string') return refused('event_time', 'invalid-time', at, row.event_time);
      const outside = timeOutOfRange(at, clock());
      if (outside !== undefined) return refused('event_time', 'time-out-of-range', outside, row.event_time);
      const insertId = [row.$insert_id, row.uuid].find((id) => typeof id === 'string' && id !== '');
      const session = Number(row.session_id);
      const isRecord = name === IDENTIFY || name === GROUP_IDENTIFY;
      const event: IncomingEvent = {
        name,
        time: at,
        userId,
        deviceId,
        insertId: typeof insertId === 'string' ? insertId : rowId(),
        sessionId: Number.isSafeInteger(session) && session > 0 ? session : NO_SESSION,
        groups,
        joins: {},
        properties: isRecord ? Object.create(null) : propertiesOf(row),
        userUpdates: updatesOf(row.user_properties),
        accountUpdates: name === GROUP_IDENTIFY ? updatesOf(row.group_properties) : [],
        aliasOf: undefined,
        source: 'import',
      };
      return event;
    },
  };
}

function propertiesOf(row: Readonly<Record<string, unknown>>): Properties {
  const out: Record<string, PropertyValue> = Object.create(null);
  if (isObject(row.event_properties)) {
    for (const key of Object.keys(row.event_properties)) flattenInto(out, key, row.event_properties[key]);
  }
  for (const column in BUILT_INS) {
    const value = row[column];
    if (value === null || value === undefined || value === '') continue;
    flattenInto(out, BUILT_INS[column] ?? column, value);
  }
  return out;
}

/** The export's user properties are those that stood at the event, so each is set at its time. */
function updatesOf(value: unknown): readonly PropertyUpdate[] {
  if (!isObject(value)) return [];
  const bag: Record<string, PropertyValue> = Object.create(null);
  for (const key of Object.keys(value)) flattenInto(bag, key, value[key]);
  return Object.keys(bag).map((property) => ({ op: 'set', property, value: must(bag[property], property) }));
}

function groupsOf(value: unknown, accountGroup: string): Record<string, readonly string[]> {
  const groups: Record<string, readonly string[]> = Object.create(null);
  if (!isObject(value)) return groups;
  for (const type of Object.keys(value)) {
    const given = value[type];
    const names = (Array.isArray(given) ? given : [given]).filter((name) => !isEmpty(name)).map(asText);
    if (names.length > 0) groups[type === accountGroup ? 'account' : type] = names;
  }
  return groups;
}

function idOf(value: unknown): string | undefined {
  return isEmpty(value) ? undefined : asText(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(field: string, code: string, message: string, seen: unknown): RefusedRow {
  return { outcome: 'refused', field, code, message, seen: excerpt(seen === undefined ? '' : asText(seen)) };
}
