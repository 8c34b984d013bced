import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { StoredRow } from './decode-stored-rows.ts';
import { feedStored } from './feed-stored.ts';
import type { LiveUnit } from './live-unit.ts';
import { LiveUnits } from './live-units.ts';
import type { LivePlan, Slot } from './plan.ts';
import { readStoredRows } from './read-stored-rows.ts';
import { type Reading, UnitReplay } from './replay.ts';
import { groupFeeds, type StoredRowsRequest } from './stored-rows-sql.ts';

export interface FoldRequest<Asked extends readonly Reading[]>
  extends Omit<StoredRowsRequest, 'groups' | 'properties' | 'ordered'> {
  readonly store: EventStore;
  readonly plan: LivePlan;
  /** Time passes up to and at this instant, also past `until`; Infinity: until nothing changes by itself any more. */
  readonly passTo?: Instant | undefined;
  /** Only these clauses are fed; all when undefined. */
  readonly wanted?: ReadonlySet<Slot> | undefined;
  /** What is asked of each unit, made anew for each. */
  readonly readings: () => Asked;
  /** Each unit that was known at `until`, once its history has been gone through up to and at `until`. By ascending key. */
  readonly each: (unit: LiveUnit, readings: Asked) => void;
  /** Hears of every chunk of rows: how many so far, and what share of the units is done (0 to 1; keys are hashes). */
  readonly onProgress?: ((progress: FoldProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FoldProgress {
  readonly units: number;
  readonly rows: number;
  readonly share: number;
}

const PROGRESS_EVERY_ROWS = 100_000;
const KEYS = 2 ** 64;

/** Replays the stored history of one unit after the other, keeping one at a time. */
export async function foldUnits<Asked extends readonly Reading[]>(
  request: FoldRequest<Asked>,
): Promise<FoldProgress> {
  const { store, plan, wanted, until, asOf, readings, each, onProgress, signal } = request;
  const { passTo = until } = request;
  const feeds = plan.feeds.all.filter(({ targets }) => targets.some(({ slot }) => isWanted(slot)));
  const groups = groupFeeds(feeds);
  const properties = plan.feeds.properties.filter((name) =>
    plan.feeds.ofProperty(name).some(({ slot }) => isWanted(slot)),
  );
  /** One at a time. */
  const kept = new LiveUnits();
  let key = '';
  let unit: LiveUnit | undefined;
  let asked: Asked | undefined;
  let replay: UnitReplay | undefined;
  let units = 0;
  let rows = 0;

  await readStoredRows(store, { ...request, groups, properties, ordered: true }, take, signal);
  finish();
  return { units, rows, share: 1 };

  function isWanted(slot: Slot): boolean {
    return wanted === undefined || wanted.has(slot);
  }

  function take(row: StoredRow): void {
    if (row.unit !== key) {
      finish();
      begin(row.unit, row.time);
    }
    rows += 1;
    if (rows % PROGRESS_EVERY_ROWS === 0) onProgress?.({ units, rows, share: Number(key) / KEYS });
    if (!unit || !replay) return;
    replay.comeTo(row.time);
    feedStored(unit, row, plan, groups, properties, wanted);
  }

  /** The first row of a unit is the one that says since when it has been known. */
  function begin(next: string, knownSince: Instant): void {
    key = next;
    unit = kept.add(next, knownSince);
    asked = readings();
    replay = new UnitReplay(unit, asked, asOf);
  }

  function finish(): void {
    if (!unit || !asked || !replay) return;
    replay.end(passTo);
    units += 1;
    each(unit, asked);
    kept.remove(unit);
  }
}
