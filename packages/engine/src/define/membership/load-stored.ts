import type { Instant } from '../../model/time.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { feedStored } from '../live/feed-stored.ts';
import type { Identities } from '../live/identities.ts';
import type { LiveMembership } from '../live/live-membership.ts';
import type { Slot } from '../live/plan.ts';
import { readStoredRows } from '../live/read-stored-rows.ts';
import { groupFeeds, KNOWN_ROW } from '../live/stored-rows-sql.ts';
import type { Checkpoint } from './transition-log.ts';

export interface LoadRequest {
  readonly store: EventStore;
  readonly project: string;
  readonly unit: 'user' | 'account';
  readonly membership: LiveMembership;
  readonly identities: Identities;
  /** The slots that are fed; the others have been before. */
  readonly slots: ReadonlySet<Slot>;
  readonly checkpoint: Checkpoint;
  readonly onShare: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Rows after which it is told how far it is. */
const TELL_EVERY = 100_000;

/**
 * Feeds slots everything that is stored up to a checkpoint, in any order of time; what comes later is fed by whoever applies
 * it, also while this goes on. Units that are not known yet become so.
 */
export async function loadStored(request: LoadRequest): Promise<void> {
  const { store, project, unit, membership, identities, slots, checkpoint, onShare, signal } = request;
  const { plan, units } = membership;
  const feeds = plan.feeds.all.filter(({ targets }) => targets.some(({ slot }) => slots.has(slot)));
  const groups = groupFeeds(feeds);
  const properties = plan.feeds.properties.filter((property) =>
    plan.feeds.ofProperty(property).some(({ slot }) => slots.has(slot)),
  );
  const overlay = await loadIdentityOverlay(store, project);
  const stored = await expectedRows(
    store,
    project,
    feeds.length === 0 ? [] : groups.map(({ feeds: of }) => of[0]?.selector.names ?? []),
  );
  let rows = 0;
  const { upTo, upToSeq } = checkpoint;
  await readStoredRows(
    store,
    { project, unit, overlay, groups, properties, until: upTo, upToSeq, asOf: upTo, ordered: false },
    (row) => {
      rows += 1;
      if (rows % TELL_EVERY === 0) onShare(Math.min(0.99, rows / Math.max(1, stored)));
      const key = unit === 'user' ? identities.root(row.unit) : row.unit;
      if (key === '0' || membership.isAwaited(key)) return;
      const of = units.get(key) ?? units.add(key, row.time);
      if (row.time < of.knownSince) of.knownSince = row.time;
      if (row.group === KNOWN_ROW) return;
      feedStored(of, row, plan, groups, properties, slots);
      settle(of, row.time);
    },
    signal,
  );
}

function settle(unit: { settled: Instant }, time: Instant): void {
  if (time > unit.settled) unit.settled = time;
}

/** About how many rows there are to read: more, when filters leave some out. */
async function expectedRows(
  store: EventStore,
  project: string,
  names: readonly (readonly string[])[],
): Promise<number> {
  let rows = 0;
  const [known] = await store.query<{ n: number }>(
    sql`SELECT toFloat64(count()) AS n FROM users WHERE project = ${param.string(project)}`,
  );
  for (const of of names) {
    const [counted] = await store.query<{ n: number }>(
      sql`SELECT toFloat64(count()) AS n FROM events WHERE project = ${param.string(project)}
          AND ${of.length === 0 ? sql`1` : sql`name IN ${param.strings(of)}`}`,
    );
    rows += counted?.n ?? 0;
  }
  return rows + (known?.n ?? 0);
}
