import {
  type Export,
  type ExportRun,
  firstTelling,
  listExports,
  listRuns,
} from '../../activate/export/export-ledger.ts';
import type { CohortFinding } from '../../analyse/validation/finding-records.ts';
import type { Cohort } from '../../define/cohorts/cohort-records.ts';
import type { CohortTraffic } from '../../define/membership/transition-log.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { ProjectStanding } from '../project-standing.ts';
import { named } from './define-steps.ts';
import type { Playbook } from './step-answers.ts';

/** Where nothing says how long people have to convert: as the question about conversion has it. */
const DEFAULT_HORIZON_MS = 14 * DAY_MS;

/** An export with what it did last, and when it first told its receiver of anybody. */
export interface ExportStanding {
  readonly export: Export;
  readonly lastRun: ExportRun | undefined;
  readonly firstTold: Instant | undefined;
}

/** A sync or an export. */
type Told = Pick<Export, 'id' | 'cohortId'>;

export async function exportStandings(
  records: RecordStore,
  project: string,
): Promise<readonly ExportStanding[]> {
  const exports = await listExports(records, project);
  return Promise.all(
    exports.map(async (each) => {
      const [[lastRun], firstTold] = await Promise.all([
        listRuns(records, each.id, 1),
        firstTelling(records, each.id),
      ]);
      return { export: each, lastRun, firstTold };
    }),
  );
}

/** What goes out, and who came and left today. `cohorts`: archived ones too. */
export function actStep(
  { syncs }: ProjectStanding,
  exports: readonly ExportStanding[],
  traffic: readonly CohortTraffic[],
  cohorts: ReadonlyMap<string, Cohort>,
): Playbook['act'] {
  const acting = new Set([
    ...syncs.filter(({ sync }) => sync.state !== 'done').map(({ sync }) => sync.cohortId),
    ...exports.map((each) => each.export.cohortId),
  ]);
  const today = traffic.flatMap(({ cohort: id, entered, exited }) => {
    const cohort = cohorts.get(id);
    return cohort === undefined || cohort.archivedAt !== undefined
      ? []
      : [{ ...named(cohort), entered, exited, acts: acting.has(id) }];
  });
  const out = today.filter(({ acts }) => acts);
  const facts = {
    syncs: syncs.map(({ sync, cohort, destination, health }) => ({
      id: sync.id,
      cohort,
      destination: destination.name,
      health,
    })),
    exports: exports.map(({ export: each, lastRun }) => ({
      id: each.id,
      cohort: cohorts.get(each.cohortId)?.name ?? '',
      kind: each.settings.kind,
      lastRun: lastRun
        ? {
            asOf: lastRun.asOf,
            outcome: lastRun.outcome ?? null,
            entered: lastRun.entered,
            exited: lastRun.exited,
            total: lastRun.total,
          }
        : null,
    })),
    entered: out.reduce((sum, { entered }) => sum + entered, 0),
    exited: out.reduce((sum, { exited }) => sum + exited, 0),
    today: today.toSorted(
      (a, b) => b.entered + b.exited - a.entered - a.exited || (a.name < b.name ? -1 : 1),
    ),
  };
  if (syncs.length + exports.length === 0) {
    return { state: 'open', words: 'No cohort goes to a messaging tool yet.', ...facts };
  }
  const troubled =
    syncs.filter(({ health }) => health.state !== 'healthy' && health.state !== 'paused').length +
    exports.filter(({ lastRun }) => lastRun?.outcome === 'failed').length;
  const words = `${facts.entered} entered and ${facts.exited} left today in cohorts that go out${troubled > 0 ? `; ${troubled} of ${syncs.length + exports.length} syncs and exports need a look` : ''}.`;
  return { state: troubled > 0 ? 'attention' : 'done', words, ...facts };
}

/** What can be measured: syncs and exports that told of somebody, and when those have had their time to convert. */
export function measureStep(
  { syncs }: ProjectStanding,
  exports: readonly ExportStanding[],
  found: readonly CohortFinding[],
  cohorts: ReadonlyMap<string, Cohort>,
  now: Instant,
): Playbook['measure'] {
  const told = ({ id, cohortId }: Told, firstTold: Instant | undefined) => {
    if (firstTold === undefined) return [];
    const horizonMs = found.find((each) => each.cohortId === cohortId)?.horizonMs ?? DEFAULT_HORIZON_MS;
    const cohort = cohorts.get(cohortId)?.name ?? '';
    return [{ id, cohort, firstTold, horizonMs, due: firstTold + horizonMs }];
  };
  const measured = {
    syncs: syncs.flatMap(({ sync }) => told(sync, sync.firstToldAt)),
    exports: exports.flatMap((each) => told(each.export, each.firstTold)),
  };
  const next = [...measured.syncs, ...measured.exports].toSorted((a, b) => a.due - b.due)[0];
  if (next === undefined) return { state: 'open', words: 'Nobody was told of anyone yet.', ...measured };
  if (next.due > now) {
    const days = Math.ceil((next.due - now) / DAY_MS);
    const words = `The first people told of "${next.cohort}" have ${days === 1 ? 'a day' : `${days} days`} left to convert.`;
    return { state: 'waiting', words, ...measured };
  }
  return {
    state: 'done',
    words: `What became of the people told of "${next.cohort}" can be measured.`,
    ...measured,
  };
}
