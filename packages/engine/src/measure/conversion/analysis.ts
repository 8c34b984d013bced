import { getExport } from '../../activate/export/export-ledger.ts';
import { getSync } from '../../activate/sync/sync-records.ts';
import { type Analysis, type AnalysisContext, defineAnalysis } from '../../analyse/define-analysis.ts';
import { getCohort } from '../../define/cohorts/cohort-records.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import { measureConversion } from './measure-conversion.ts';
import type { ConversionAnswer } from './result.ts';
import { type ConversionSpec, conversionSpec } from './spec.ts';
import { type Told, toldByRun, toldBySync } from './told.ts';

/** Each of them is read with everybody known at its instant. */
const MOST_RUNS = 120;

/** What became of those whom a receiver was told of, as a question for the query door; whom it was told of is in the record store. */
export function conversionAnalysis(
  records: RecordStore,
): Analysis<'conversion', ConversionSpec, ConversionAnswer> {
  return defineAnalysis<'conversion', ConversionSpec, ConversionAnswer>({
    kind: 'conversion',
    summary:
      'What became of the people whom an export told of or a sync put into an audience, beside comparable ones',
    spec: conversionSpec,
    run: async (spec, context) => {
      const projectId = context.project.id;
      const { cohortId, told } = await toldTo(records, spec, context);
      const { unit } = (await getCohort(records, projectId, cohortId)).definition;
      const comparable =
        spec.comparable === undefined ? undefined : await getCohort(records, projectId, spec.comparable);
      if (comparable && comparable.definition.unit !== unit) {
        const seen = `"${comparable.name}" is a cohort of ${comparable.definition.unit}s, those who were told are ${unit}s`;
        throw problemError(422, 'other-unit', `${seen}: name a cohort of ${unit}s`, 'comparable');
      }
      const since = spec.since ?? 0;
      const measured = told.filter(({ asOf }) => asOf >= since);
      if (measured.length > MOST_RUNS) {
        const seen = `people were told at ${measured.length} times, and at most ${MOST_RUNS} are looked at together`;
        throw problemError(422, 'too-many-runs', `${seen}: begin later with \`since\``, 'since');
      }
      return measureConversion(
        {
          unit,
          goal: spec.goal,
          horizonMs: spec.horizonMs,
          comparable: comparable?.definition,
          earlier: told
            .filter(({ asOf }) => asOf < since)
            .flatMap(({ units }) => units.map(({ key }) => key)),
          told: measured,
        },
        context,
      );
    },
  });
}

async function toldTo(
  records: RecordStore,
  spec: ConversionSpec,
  { project }: AnalysisContext,
): Promise<{ readonly cohortId: string; readonly told: readonly Told[] }> {
  if (spec.sync === undefined) {
    const { id, cohortId } = await getExport(records, project.id, spec.export ?? '');
    return { cohortId, told: await toldByRun(records, id) };
  }
  const { id, cohortId } = await getSync(records, project.id, spec.sync);
  return { cohortId, told: await toldBySync(records, id, spec.every ?? 'week', project.timeZone) };
}
