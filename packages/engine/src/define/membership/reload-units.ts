import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { StoredRow } from '../live/decode-stored-rows.ts';
import { feedStored } from '../live/feed-stored.ts';
import { readStoredRows } from '../live/read-stored-rows.ts';
import { groupFeeds, KNOWN_ROW } from '../live/stored-rows-sql.ts';
import { unitKeys } from '../live/unit-keys.ts';
import { type ProjectState, positionOf, type Unit } from './project-state.ts';

/**
 * Reads units' histories from the store again: those of users that were parted, and of the accounts in which sessions of
 * `moved` users may have changed hands. What comes for them meanwhile waits.
 */
export async function reloadUnits(
  state: ProjectState,
  parted: readonly string[],
  moved: readonly string[],
): Promise<void> {
  const { store, project, memberships } = state;
  if (parted.length > 0) await reload(state, 'user', parted);
  if (!memberships.account.plan.feeds.all.some(({ sessions }) => sessions)) return;
  const accounts = await accountsOf(store, project, moved);
  for (const account of accounts) memberships.account.await(account);
  if (accounts.length > 0) await reload(state, 'account', accounts);
}

async function reload(state: ProjectState, unit: Unit, subjects: readonly string[]): Promise<void> {
  const { store, project, signal } = state;
  const membership = state.memberships[unit];
  const { plan } = membership;
  const groups = groupFeeds(plan.feeds.all);
  const { properties } = plan.feeds;
  const overlay = await loadIdentityOverlay(store, project);
  const keys = await unitKeys(store, project, unit, overlay, subjects);
  const { upTo: until, upToSeq } = positionOf(state);
  const rows = new Map<string, StoredRow[]>(subjects.map((subject) => [subject, []]));
  await readStoredRows(
    store,
    { project, unit, overlay, groups, properties, until, upToSeq, keys, ordered: false },
    (row) => {
      rows.get(row.unit)?.push({ ...row });
    },
    signal,
  );
  for (const [subject, of] of rows) {
    membership.renew(subject, upToSeq, (fresh) => {
      for (const row of of) {
        feedStored(fresh, row, plan, groups, properties);
        if (row.group !== KNOWN_ROW && row.time > fresh.settled) fresh.settled = row.time;
      }
      const known = of.filter(({ group }) => group === KNOWN_ROW).map(({ time }) => time);
      return known.length === 0 ? undefined : Math.min(...known);
    });
  }
}

async function accountsOf(
  store: EventStore,
  project: string,
  users: readonly string[],
): Promise<readonly string[]> {
  const rows = await store.query<{ account: string }>(
    sql`SELECT DISTINCT toString(arrayJoin(accounts)) AS account FROM events
        WHERE project = ${param.string(project)} AND user IN ${param.keys(users)}`,
  );
  return rows.map(({ account }) => account);
}
