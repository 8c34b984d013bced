import { randomUUID } from 'node:crypto';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import type { Project } from '../../model/project.ts';
import type { Clock } from '../../model/time.ts';
import type { ColumnKeeper } from '../../store/clickhouse/keep-sequence-columns.ts';
import { loadIdentityOverlay, readsSequences } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { Problem } from '../../util/result.ts';
import type { Listeners } from '../../util/shared-runs.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { TimelineRecords } from '../lookup/timeline-records.ts';
import { type DataUsed, dataUsed } from './data-used.ts';
import { unknownNames } from './event-names.ts';
import { filteredProperties } from './filtered-properties.ts';
import type { Question } from './read-question.ts';
import { runStore } from './run-store.ts';
import { type RunProgress, watchProgress } from './watch-progress.ts';

export interface QueryDependencies {
  readonly store: EventStore;
  readonly project: Project;
  readonly cohorts: CohortLookup;
  readonly clock: Clock;
  /** What each of its queries may take of the engine's memory, in MiB. */
  readonly memoryMb: number;
  /** What a timeline shows that is not in the event store. */
  readonly timeline?: TimelineRecords | undefined;
  /** Aborted: the engine stops, and the promise rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Whom to tell now and then how far the engine has come. */
  readonly listeners?: Listeners<RunProgress> | undefined;
  /** Told by which properties long questions filter. */
  readonly columns?: Pick<ColumnKeeper, 'asked'> | undefined;
}

export interface QueryAnswer {
  readonly kind: string;
  /** The spec as it was understood, with every default filled in. */
  readonly spec: unknown;
  readonly answer: object;
  readonly warnings: readonly Problem[];
  readonly data: DataUsed;
}

/**
 * Answers one question. Throws a ProblemError when it names what does not exist, a QueryLimitError when it takes more than it may or was
 * cancelled, and whatever the analysis throws.
 */
export async function runQuery(
  { analysis, spec }: Question,
  dependencies: QueryDependencies,
): Promise<QueryAnswer> {
  const { project, cohorts, clock, timeline, listeners } = dependencies;
  const signal = dependencies.signal ?? new AbortController().signal;
  const group = randomUUID();
  const store = runStore(dependencies.store, group, signal, dependencies.memoryMb);
  const stopWatching = listeners && watchProgress({ store, group, clock, listeners });
  try {
    const now = clock();
    const overlay = await loadIdentityOverlay(store, project.id);
    const context: AnalysisContext = { store, project, overlay, cohorts, now, timeline, signal };
    const warnings = await unknownNames(spec, store, project.id, signal);
    // The registry's type keeps each analysis with the spec that its own schema gives; a list of them cannot say so.
    const answer = await analysis.run(spec as never, context);
    const data = await dataUsed(analysis, spec, answer, context);
    if (wouldReadSequences(analysis.kind, data)) dependencies.columns?.asked(filteredProperties(spec));
    return { kind: analysis.kind, spec, answer, warnings, data: { ...data, engineMs: clock() - now } };
  } finally {
    stopWatching?.();
  }
}

/** The questions that read `sequence_events` where it has all that they ask. */
const OF_SEQUENCES: readonly string[] = ['funnel', 'retention', 'journey'];

function wouldReadSequences(kind: string, { range, unit }: Pick<DataUsed, 'range' | 'unit'>): boolean {
  if (range === null || !OF_SEQUENCES.includes(kind)) return false;
  return readsSequences({ unit, after: range.from, until: range.to, sequencesOnly: true });
}
