import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { StoredRow } from './decode-stored-rows.ts';
import type { LiveUnit } from './live-unit.ts';
import type { LivePlan, Slot } from './plan.ts';
import { CHANGE_ROW, type FeedGroup, KNOWN_ROW } from './stored-rows-sql.ts';

/** Feeds a unit a stored row, as it would have been fed when the row came. `wanted`: only these slots, all when undefined. */
export function feedStored(
  unit: LiveUnit,
  row: StoredRow,
  plan: LivePlan,
  groups: readonly FeedGroup[],
  properties: readonly string[],
  wanted?: ReadonlySet<Slot> | undefined,
): void {
  const { time, seq, bits, session, values } = row;
  if (row.group === KNOWN_ROW) return;
  if (row.group === CHANGE_ROW) {
    const change = { time, seq, value: parsed(values[0]) };
    for (const { slot, input } of plan.feeds.ofProperty(properties[bits] ?? '')) {
      if (wanted === undefined || wanted.has(slot)) unit.trackerFor(slot).change?.(input, change);
    }
    return;
  }
  const feeds = groups[row.group]?.feeds ?? [];
  const occurrence = { time, seq, session: session === '' ? undefined : session, values };
  for (let bit = 0; bit < feeds.length; bit += 1) {
    if ((bits & (1 << bit)) === 0) continue;
    for (const { slot, input } of feeds[bit]?.targets ?? []) {
      if (wanted === undefined || wanted.has(slot)) unit.trackerFor(slot).event?.(input, occurrence);
    }
  }
}

/** What a property was set to, from its JSON; null takes it away. */
function parsed(text: unknown): PropertyValue | undefined {
  return typeof text === 'string' ? (JSON.parse(text) ?? undefined) : undefined;
}

/** Tells the instant at which a unit became known apart from the rows that only say what came. */
export function knownSince(row: StoredRow): Instant | undefined {
  return row.group === KNOWN_ROW ? row.time : undefined;
}
