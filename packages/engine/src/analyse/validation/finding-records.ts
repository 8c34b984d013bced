import { z } from 'zod';
import type { Cohort } from '../../define/cohorts/cohort-records.ts';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { BacktestAnswer } from '../backtest/result.ts';
import type { QueryAnswer } from '../query/run-query.ts';
import type { ValidationAnswer } from './result.ts';

const share = z.object({ count: z.number(), of: z.number(), share: z.number().nullable() });

/** What is kept of an answer: its verdict, and the numbers that the verdict's sentence names. */
export const findingSummary = z.object({
  finding: z.enum(['signal', 'opposite', 'noise', 'not-enough-data']),
  sentence: z.string(),
  lift: z
    .object({ estimate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
    .describe('How many times as often members convert, with its 95% interval; `high` null: no bound'),
  members: share.describe(
    'Conversions of members, pooled over the instants: one member counts at each of them',
  ),
  others: share,
  distinctMembers: z.number().int(),
  instants: z.number().int(),
  horizonMs: z.number(),
});

/** What was last found of one version of a cohort. */
export interface CohortFinding extends z.infer<typeof findingSummary> {
  readonly cohortId: string;
  readonly version: number;
  readonly kind: 'validation' | 'backtest';
  readonly asOf: Instant;
  readonly answeredAt: Instant;
  /** The question, with which it can be asked again. */
  readonly spec: unknown;
}

/**
 * Keeps the verdict of an answer that is about a saved cohort: one row for each version, in place of what was found before. `saved` are
 * the cohorts as they were when the question was answered. Any other answer leaves nothing.
 */
export async function noteFinding(
  records: RecordStore,
  saved: readonly Cohort[],
  { answer, spec }: Pick<QueryAnswer, 'answer' | 'spec'>,
  now: Instant,
): Promise<void> {
  if (!isFinding(answer)) return;
  const { cohort: chosen } = spec as { readonly cohort?: unknown };
  const cohort = saved.find(({ name }) => name === chosen);
  if (cohort === undefined) return;
  const { pool, verdict, horizonMs } = answer.kind === 'validation' ? answer.backtest : answer;
  const { members, others, distinctMembers, instants, ratio } = pool;
  const summary: z.infer<typeof findingSummary> = {
    ...verdict,
    lift: { estimate: ratio.estimate, low: ratio.low, high: ratio.high },
    members,
    others,
    distinctMembers,
    instants,
    horizonMs,
  };
  const row = {
    kind: answer.kind,
    as_of: answer.asOf,
    answered_at: now,
    spec: jsonb<unknown>(spec),
    summary: jsonb<unknown>(summary),
  };
  await records.db
    .insertInto('cohort_findings')
    .values({ cohort_id: cohort.id, version: cohort.version, ...row })
    .onConflict((conflict) => conflict.columns(['cohort_id', 'version']).doUpdateSet(row))
    .execute();
}

/** The findings of a project's cohorts, of all their versions. */
export async function listFindings(
  records: RecordStore,
  projectId: string,
): Promise<readonly CohortFinding[]> {
  const rows = await records.db
    .selectFrom('cohort_findings')
    .innerJoin('cohorts', 'cohorts.id', 'cohort_findings.cohort_id')
    .selectAll('cohort_findings')
    .where('cohorts.project_id', '=', projectId)
    .orderBy('cohort_findings.answered_at', 'desc')
    .execute();
  return rows.map(({ cohort_id, version, kind, as_of, answered_at, spec, summary }) => ({
    ...findingSummary.parse(summary),
    cohortId: cohort_id,
    version,
    kind,
    asOf: as_of,
    answeredAt: answered_at,
    spec,
  }));
}

function isFinding(answer: object): answer is ValidationAnswer | BacktestAnswer {
  return 'kind' in answer && (answer.kind === 'validation' || answer.kind === 'backtest');
}
