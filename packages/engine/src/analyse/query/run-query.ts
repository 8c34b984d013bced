import { z } from 'zod';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import type { Project } from '../../model/project.ts';
import type { Clock, Instant } from '../../model/time.ts';
import { loadIdentityOverlay, type Unit } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { Problem } from '../../util/result.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { TimelineRecords } from '../lookup/timeline-records.ts';
import type { AnyAnalysis } from '../registry.ts';
import { unknownNames } from './event-names.ts';

export interface QueryDependencies {
  /** The questions that may be asked. */
  readonly analyses: readonly AnyAnalysis[];
  readonly store: EventStore;
  readonly project: Project;
  readonly cohorts: CohortLookup;
  readonly clock: Clock;
  /** What a timeline shows that is not in the event store. */
  readonly timeline?: TimelineRecords | undefined;
  /** Aborted: the engine stops, and the promise rejects. */
  readonly signal?: AbortSignal | undefined;
}

/** What an answer was read from, so that two numbers can be told apart that should be the same and are not. */
export interface DataUsed {
  readonly asOf: Instant;
  /** When the newest event or record was received; null of an empty project. */
  readonly watermark: Instant | null;
  readonly timeZone: string;
  readonly unit: Unit;
  /** Users or accounts known as of `asOf`. */
  readonly units: number;
  readonly engineMs: number;
}

export interface QueryAnswer {
  readonly kind: string;
  /** The spec as it was understood, with every default filled in. */
  readonly spec: unknown;
  readonly answer: object;
  readonly warnings: readonly Problem[];
  readonly data: DataUsed;
}

const common = z.object({
  asOf: z.number().optional(),
  unit: z.enum(['user', 'account']).catch('user'),
});

/**
 * Answers one question of any kind: `value` is a spec such as `{ "kind": "journey", ... }`. Throws a ProblemError (400) of an unknown
 * kind, or of a spec that does not fit with a dotted path for each field, and whatever the analysis throws.
 */
export async function runQuery(value: unknown, dependencies: QueryDependencies): Promise<QueryAnswer> {
  const { store, project, cohorts, clock, timeline, signal } = dependencies;
  const analysis = analysisOf(value, dependencies.analyses);
  const parsed = analysis.spec.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new ProblemError(400, zodProblems(parsed.error));
  const now = clock();
  const overlay = await loadIdentityOverlay(store, project.id);
  const context: AnalysisContext = { store, project, overlay, cohorts, now, timeline, signal };
  const warnings = await unknownNames(parsed.data, store, project.id, signal);
  // The registry's type keeps each analysis with the spec that its own schema gives; a list of them cannot say so.
  const answer = await analysis.run(parsed.data as never, context);
  const { asOf = now, unit } = common.parse(parsed.data);
  const known = firstSeenRows({ project: project.id, unit, overlay, asOf });
  const [seen] = await store.query<{ watermark: number; units: number }>(
    sql`SELECT (SELECT toFloat64(toUnixTimestamp64Milli(max(received))) FROM events
          WHERE project = ${param.string(project.id)}) AS watermark,
        (SELECT toFloat64(uniqExact(unit)) FROM (${known})) AS units`,
    { signal },
  );
  return {
    kind: analysis.kind,
    spec: parsed.data,
    answer,
    warnings,
    data: {
      asOf,
      watermark: seen?.watermark ? seen.watermark : null,
      timeZone: project.timeZone,
      unit,
      units: seen?.units ?? 0,
      engineMs: clock() - now,
    },
  };
}

function analysisOf(value: unknown, analyses: readonly AnyAnalysis[]): AnyAnalysis {
  const kinds = analyses.map(({ kind }) => kind);
  const list = kinds.map((kind) => `"${kind}"`).join(', ');
  const kind = z.looseObject({ kind: z.string() }).safeParse(value);
  if (!kind.success) {
    throw problemError(400, 'missing-field', `a question has a "kind", one of ${list}`, 'kind');
  }
  const found = analyses.find((analysis) => analysis.kind === kind.data.kind);
  if (found) return found;
  const meant = closestWord(kind.data.kind, kinds);
  const hint = meant === undefined ? `it is one of ${list}` : `did you mean "${meant}"?`;
  throw problemError(
    400,
    'unknown-kind',
    `there is no question of kind "${kind.data.kind}": ${hint}`,
    'kind',
  );
}
