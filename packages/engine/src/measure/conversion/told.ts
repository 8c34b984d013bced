import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';

/** The units that one run told its receiver of, as of the instant of that membership. */
export interface Told {
  readonly run: number;
  readonly asOf: Instant;
  /** Keys that entered for the first time in this run; those who come back are measured from their first entry. */
  readonly units: readonly string[];
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
  const runs = new Map<number, { run: number; asOf: Instant; units: string[] }>();
  for (const row of rows) {
    if (before.has(row.unit)) continue;
    before.add(row.unit);
    const found = runs.get(row.run_id) ?? { run: row.run_id, asOf: row.as_of, units: [] };
    found.units.push(row.unit);
    runs.set(row.run_id, found);
  }
  return [...runs.values()];
}
