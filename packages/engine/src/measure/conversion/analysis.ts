import { getExport } from '../../activate/export/export-ledger.ts';
import { type Analysis, defineAnalysis } from '../../analyse/define-analysis.ts';
import { getCohort } from '../../define/cohorts/cohort-records.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import { measureConversion } from './measure-conversion.ts';
import type { ConversionAnswer } from './result.ts';
import { type ConversionSpec, conversionSpec } from './spec.ts';
import { toldByRun } from './told.ts';

/** What became of those whom an export told of, as a question for the query door; whom it told is in the record store. */
export function conversionAnalysis(
  records: RecordStore,
): Analysis<'conversion', ConversionSpec, ConversionAnswer> {
  return defineAnalysis<'conversion', ConversionSpec, ConversionAnswer>({
    kind: 'conversion',
    summary: 'What became of the people whom an export told of, beside comparable ones whom it did not',
    spec: conversionSpec,
    run: async (spec, context) => {
      const projectId = context.project.id;
      const found = await getExport(records, projectId, spec.export);
      const { unit } = (await getCohort(records, projectId, found.cohortId)).definition;
      const comparable =
        spec.comparable === undefined ? undefined : await getCohort(records, projectId, spec.comparable);
      if (comparable && comparable.definition.unit !== unit) {
        const seen = `"${comparable.name}" is a cohort of ${comparable.definition.unit}s, the export is of ${unit}s`;
        throw problemError(422, 'other-unit', `${seen}: name a cohort of ${unit}s`, 'comparable');
      }
      const told = await toldByRun(records, found.id);
      return measureConversion(
        { unit, goal: spec.goal, horizonMs: spec.horizonMs, comparable: comparable?.definition, told },
        context,
      );
    },
  });
}
