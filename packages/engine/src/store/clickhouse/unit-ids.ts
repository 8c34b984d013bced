import { type Sql, sql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import { type IdentityOverlay, resolveUsers, type Unit } from './timeline.ts';

/** What an anonymous device is called where a user's id stands. */
export const DEVICE_PREFIX = 'device:';

/**
 * A SELECT of every unit's name for people: `unit` (key), `id` (the user id, the account's name, or `device:` and the device
 * id of someone who is not known yet). Of keys that belong together the owner's name is the one that counts.
 */
export function unitIdsSql(project: string, unit: Unit, overlay: IdentityOverlay): Sql {
  if (unit === 'account') {
    return sql`SELECT account AS unit, max(name) AS id FROM accounts WHERE project = ${param.string(project)} GROUP BY account`;
  }
  const stored = sql`SELECT user AS unit, user AS stored_key, user_id AS stored_user_id, device_id AS stored_device_id
    FROM users WHERE project = ${param.string(project)}`;
  return sql`SELECT unit, if(owner_id != '', owner_id, concat(${param.string(DEVICE_PREFIX)}, owner_device)) AS id FROM (
    SELECT unit, maxIf(stored_user_id, stored_key = unit) AS owner_id, maxIf(stored_device_id, stored_key = unit) AS owner_device
    FROM (${resolveUsers(stored, project, overlay)}) GROUP BY unit)`;
}

/**
 * The same of a few keys as they were stored, whatever they belong to by now: reads their rows alone. A key of which no row was
 * received has none.
 */
export function storedIdsSql(project: string, unit: Unit, keys: readonly string[]): Sql {
  if (unit === 'account') {
    return sql`SELECT account AS unit, max(name) AS id FROM accounts
      WHERE project = ${param.string(project)} AND account IN ${param.keys(keys)} GROUP BY account`;
  }
  return sql`SELECT unit, if(owner_id != '', owner_id, concat(${param.string(DEVICE_PREFIX)}, owner_device)) AS id FROM (
    SELECT user AS unit, max(user_id) AS owner_id, max(device_id) AS owner_device FROM users
    WHERE project = ${param.string(project)} AND user IN ${param.keys(keys)} GROUP BY user)`;
}
