import { toldOf } from '../../activate/sync/told-at.ts';
import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { type CalendarUnit, calendarStarts } from '../../util/calendar.ts';

/** One whom a receiver was told of. */
export interface ToldUnit {
  readonly key: string;
  /** From then on they are looked at. */
  readonly at: Instant;
}

/** Units whose receiver was told of them together: by one run of an export, or in one period of a sync. */
export interface Told {
  readonly run: number;
  /** When those who were not told are looked at from: none of the units was told earlier. */
  readonly asOf: Instant;
  /** Those who were told of for the first time; those who come back are measured from their first entry. */
  readonly units: readonly ToldUnit[];
}

/** Every run of an export with the units that it told of first, in order. Runs that told of nobody new are left out. */
export async function toldByRun(records: RecordStore, exportId: string): Promise<Told[]> {
  const rows = await records.db
    .selectFrom('export_deliveries')
    .select(['run_id', 'unit', 'as_of'])
    .where('export_id', '=', exportId)
    .where('direction', '=', 'entered')
    .orderBy('run_id')
    .execute();
  const before = new Set<string>();
  const runs = new Map<number, { run: number; asOf: Instant; units: ToldUnit[] }>();
  for (const row of rows) {
    if (before.has(row.unit)) continue;
    before.add(row.unit);
    const found = runs.get(row.run_id) ?? { run: row.run_id, asOf: row.as_of, units: [] };
    found.units.push({ key: row.unit, at: row.as_of });
    runs.set(row.run_id, found);
  }
  return [...runs.values()];
}

/** Everybody whom the destination of a sync ever took, by the day, week or month of `timeZone` in which it first did; numbered from 1. */
export async function toldBySync(
  records: RecordStore,
  sync: string,
  every: CalendarUnit,
  timeZone: string,
): Promise<Told[]> {
  const units = (await toldOf(records, sync)).map(({ subject, at }): ToldUnit => ({ key: subject, at }));
  const [first, last] = [units[0], units.at(-1)];
  if (first === undefined || last === undefined) return [];
  const ends = calendarStarts(first.at, last.at, every, timeZone).slice(1);
  const periods: ToldUnit[][] = [[]];
  for (const unit of units) {
    while (unit.at >= (ends[periods.length - 1] ?? Number.POSITIVE_INFINITY)) periods.push([]);
    periods.at(-1)?.push(unit);
  }
  return periods
    .filter((period) => period.length > 0)
    .map((period, i) => ({ run: i + 1, asOf: period[0]?.at ?? 0, units: period }));
}
