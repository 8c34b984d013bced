import { sql } from 'kysely';
import type { Touch, TouchesRequest } from '../../analyse/lookup/timeline-records.ts';
import type { RecordStore } from '../../store/record-store.ts';

/**
 * What receivers were told of a unit, for its timeline: newest first, at the beginning of the run that told it. Runs that began in the same
 * millisecond are told apart by their number.
 */
export async function exportTouches(
  records: RecordStore,
  { project, keys, bound, limit }: TouchesRequest,
): Promise<Touch[]> {
  const time = new Date(bound.time);
  const began = sql<Date>`date_trunc('milliseconds', export_runs.started_at)`;
  const rows = await records.db
    .selectFrom('export_deliveries')
    .innerJoin('export_runs', 'export_runs.id', 'export_deliveries.run_id')
    .innerJoin('exports', 'exports.id', 'export_deliveries.export_id')
    .innerJoin('cohorts', 'cohorts.id', 'exports.cohort_id')
    .select([
      began.as('began'),
      'export_deliveries.run_id as run',
      'export_deliveries.direction as direction',
      'exports.kind as kind',
      'cohorts.name as cohort',
    ])
    .where('exports.project_id', '=', project)
    .where('export_deliveries.unit', 'in', [...keys])
    .where((where) => {
      if (bound.atTime === 'all') return where(began, '<=', time);
      if (bound.atTime === 'none') return where(began, '<', time);
      return where.or([
        where(began, '<', time),
        where.and([
          where(began, '=', time),
          where(sql<string>`export_runs.id::numeric`, '<', sql<string>`${bound.atTime.below}::numeric`),
        ]),
      ]);
    })
    .orderBy(began, 'desc')
    .orderBy('export_deliveries.run_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ began: at, run, direction, kind, cohort }) => ({
    time: at.getTime(),
    id: String(run),
    what: 'export',
    name: `${kind} of ${cohort}`,
    detail: direction,
  }));
}
