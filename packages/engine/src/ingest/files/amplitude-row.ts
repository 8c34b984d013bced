import { GROUP_IDENTIFY, IDENTIFY, type IncomingEvent, NO_SESSION } from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';
import type { Clock } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { Problem } from '../../util/result.ts';
import { readGroups } from '../amplitude/groups.ts';
import { flattenInto, isObject, keep, newFlattening } from '../properties.ts';
import { setUpdates } from '../property-updates.ts';
import { compileTime, timeOutOfRange } from './read-time.ts';
import { idOf, idProblem, nameProblem, refusedRow } from './row-id.ts';
import type { RowMapper, RowOutcome } from './row-outcome.ts';

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
 * The export's user properties are those that stood at the event, so each is set at its time (and one that is null removed).
 *
 * Rows of Amplitude's export as events, without a mapping file. What only Amplitude's own machinery needs is left out:
 * amplitude_id, app, uuid (but as the insert id where there is no other), data, upload and processing times, sample_rate.
 *
 * @param accountGroup the group type that is stored as `account`.
 */
export function amplitudeRowMapper(accountGroup: string, clock: Clock): RowMapper {
  return {
    columns: () => [],
    map: (row, rowId): RowOutcome => {
      const name = idOf(row.event_type);
      if (name === undefined) {
        return refusedRow(
          'event_type',
          'no-event',
          'is missing: is this an Amplitude export?',
          row.event_type,
        );
      }
      const userId = idOf(row.user_id);
      const deviceId = idOf(row.device_id);
      if (userId === undefined && deviceId === undefined && name !== GROUP_IDENTIFY) {
        return refusedRow('user_id', 'no-user', 'is empty and so is device_id', row.user_id);
      }
      const badName =
        idProblem('user_id', userId) ?? idProblem('device_id', deviceId) ?? nameProblem('event_type', name);
      if (badName !== undefined) return badName;
      const at = readTime(row.event_time);
      if (typeof at === 'string') return refusedRow('event_time', 'invalid-time', at, row.event_time);
      const outside = timeOutOfRange(at, clock());
      if (outside !== undefined)
        return refusedRow('event_time', 'time-out-of-range', outside, row.event_time);
      const insertId = [row.$insert_id, row.uuid].find((id) => typeof id === 'string' && id !== '');
      const session = Number(row.session_id);
      const isRecord = name === IDENTIFY || name === GROUP_IDENTIFY;
      const problems: Problem[] = [];
      const event: IncomingEvent = {
        name,
        time: at,
        userId,
        deviceId,
        insertId: typeof insertId === 'string' ? insertId : rowId(),
        sessionId: Number.isSafeInteger(session) && session > 0 ? session : NO_SESSION,
        groups: readGroups(row.groups, accountGroup, problems),
        joins: {},
        properties: isRecord ? Object.create(null) : propertiesOf(row, problems),
        userUpdates: setUpdates(row.user_properties, 'user_properties', problems),
        accountUpdates:
          name === GROUP_IDENTIFY ? setUpdates(row.group_properties, 'group_properties', problems) : [],
        aliasOf: undefined,
        source: 'import',
      };
      const [problem] = problems;
      return problem === undefined ? event : refusedRow(problem.path, problem.code, problem.message, '');
    },
  };
}

function propertiesOf(row: Readonly<Record<string, unknown>>, problems: Problem[]): Properties {
  const into = newFlattening(problems);
  flattenInto(into, row.event_properties, 'event_properties');
  for (const column in BUILT_INS) {
    const value = row[column];
    if (value === '' || isObject(value)) continue;
    keep(into, BUILT_INS[column] ?? column, value, '');
  }
  return into.properties;
}
