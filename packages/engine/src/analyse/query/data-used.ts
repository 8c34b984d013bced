import { z } from 'zod';
import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { AnyAnalysis } from '../registry.ts';
import type { Range } from '../scope/range.ts';
import { type FilterUsed, filtersUsed } from './filters-used.ts';

/** What an answer was read from, so that two numbers can be told apart that should be the same and are not. */
export interface DataUsed {
  readonly asOf: Instant;
  /** When the newest event or record was received; null of an empty project. */
  readonly watermark: Instant | null;
  readonly timeZone: string;
  /** Where the events that the question begins with were looked for; null where it names no range. */
  readonly range: Range | null;
  /** What narrowed it, in words: the events, their filters and the cohorts that the spec names. */
  readonly filters: readonly FilterUsed[];
  readonly unit: Unit;
  /** Users or accounts known as of `asOf`. */
  readonly units: number;
  readonly engineMs: number;
}

const unit = z.enum(['user', 'account']);
const common = z.object({
  asOf: z.number().optional(),
  from: z.number().optional().catch(undefined),
  to: z.number().optional().catch(undefined),
  unit: unit.optional().catch(undefined),
});
const answered = z.object({
  unit: unit.optional().catch(undefined),
  asOf: z.number().optional().catch(undefined),
});

/** What a question that has been answered was read from, but for how long it took. */
export async function dataUsed(
  analysis: AnyAnalysis,
  spec: unknown,
  answer: object,
  context: Pick<AnalysisContext, 'store' | 'project' | 'overlay' | 'cohorts' | 'now'>,
): Promise<Omit<DataUsed, 'engineMs'>> {
  const { store, project, overlay, cohorts, now } = context;
  // A question that names no unit or instant takes that of what it is about, and its answer says which.
  const told = answered.parse(answer);
  const { asOf = told.asOf ?? now, from, to, unit: asked } = common.parse(spec);
  const of = asked ?? told.unit ?? 'user';
  const known = firstSeenRows({ project: project.id, unit: of, overlay, asOf });
  const [seen] = await store.query<{ watermark: number; units: number }>(
    sql`SELECT (SELECT toFloat64(toUnixTimestamp64Milli(max(received))) FROM events
        WHERE project = ${param.string(project.id)}) AS watermark,
      (SELECT toFloat64(uniqExact(unit)) FROM (${known})) AS units`,
  );
  const plain = from === undefined ? null : { from, to: Math.min(to ?? asOf, asOf) };
  return {
    asOf,
    watermark: seen?.watermark ? seen.watermark : null,
    timeZone: project.timeZone,
    range: analysis.range?.(spec as never, asOf) ?? plain,
    filters: filtersUsed(spec, cohorts),
    unit: of,
    units: seen?.units ?? 0,
  };
}
