import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';

/**
 * Every stored key whose rows may belong to some units: their own, those aliased to them, and the devices of either. A device that
 * has gone to another user since may be among them, so whoever reads by these keys still resolves whose each row is.
 */
export async function unitKeys(
  store: EventStore,
  project: string,
  unit: Unit,
  overlay: IdentityOverlay,
  subjects: readonly string[],
): Promise<readonly string[]> {
  if (unit === 'account') return subjects;
  const wanted = new Set(subjects);
  const own = [...wanted, ...overlay.aliasedFrom.filter((_, i) => wanted.has(overlay.aliasedTo[i] ?? ''))];
  if (!overlay.hasDeviceLinks) return own;
  const devices = await store.query<{ device: string }>(
    sql`SELECT DISTINCT key AS device FROM identity_links_by_owner
        WHERE project = ${param.string(project)} AND kind = 'device' AND owner IN ${param.keys(own)}`,
  );
  return [...new Set([...own, ...devices.map(({ device }) => device)])];
}
