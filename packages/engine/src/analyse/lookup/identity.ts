import { accountKey, deviceKey, userKey } from '../../model/key.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { DEVICE_PREFIX } from '../../store/clickhouse/unit-ids.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { OneSpec } from './spec.ts';

/** A unit, and every stored key whose rows are its own. */
export interface Identity {
  readonly key: string;
  readonly keys: readonly string[];
}

/**
 * Whom an id means: the same owner that resolveUsers gives its rows, read backwards from one user to its keys, so that a page reads that
 * user's rows alone. Undefined when no row of it was ever received.
 */
export async function identityOf(
  spec: Pick<OneSpec, 'unit' | 'id'>,
  context: AnalysisContext,
): Promise<Identity | undefined> {
  const project = param.string(context.project.id);
  if (spec.unit === 'account') {
    const key = accountKey(spec.id);
    const found = await context.store.query(
      sql`SELECT 1 AS found FROM accounts WHERE project = ${project} AND account = ${param.key(key)} LIMIT 1`,
    );
    return found.length > 0 ? { key, keys: [key] } : undefined;
  }
  for (const stored of candidates(spec.id)) {
    const known = await context.store.query<{ owner: string }>(
      sql`SELECT unit AS owner FROM (${resolveUsers(
        sql`SELECT user AS unit FROM users WHERE project = ${project} AND user = ${param.key(stored)} LIMIT 1`,
        context.project.id,
        context.overlay,
        [stored],
      )})`,
    );
    const linked = await context.store.query<{ owner: string }>(
      sql`SELECT unit AS owner FROM (${resolveUsers(
        sql`SELECT DISTINCT key AS unit FROM identity_links WHERE project = ${project} AND key = ${param.key(stored)}`,
        context.project.id,
        context.overlay,
        [stored],
      )})`,
    );
    const owner = known[0]?.owner ?? linked[0]?.owner;
    if (owner !== undefined) return { key: owner, keys: await keysOf(owner, context) };
  }
  return undefined;
}

function candidates(id: string): readonly string[] {
  if (id.startsWith(DEVICE_PREFIX)) return [deviceKey(id.slice(DEVICE_PREFIX.length)), userKey(id)];
  return [userKey(id), deviceKey(id)];
}

async function keysOf(
  owner: string,
  { store, project, overlay }: AnalysisContext,
): Promise<readonly string[]> {
  const aliased = overlay.aliasedFrom.filter((_, i) => overlay.aliasedTo[i] === owner);
  const own = [owner, ...aliased];
  const devices = await store.query<{ device: string }>(
    // Who ever owned a device is quickly found by owner; the last owner is the one that counts.
    sql`SELECT key AS device FROM identity_links WHERE project = ${param.string(project.id)} AND kind = 'device'
        AND key IN (SELECT key FROM identity_links_by_owner
          WHERE project = ${param.string(project.id)} AND kind = 'device' AND owner IN ${param.keys(own)})
        GROUP BY key HAVING argMax(owner, identity_links.seq) IN ${param.keys(own)}`,
  );
  return [...new Set([...own, ...devices.map((row) => row.device)])];
}
