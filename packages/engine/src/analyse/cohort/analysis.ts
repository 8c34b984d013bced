import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { readDefinition } from '../../define/cohorts/read-definition.ts';
import { assertReferences } from '../../define/cohorts/references.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { printCohort } from '../../define/language/print.ts';
import { must } from '../../util/assert.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { chosenDefinition } from '../scope/cohort-choice.ts';
import { definitionWarnings } from './definition-warnings.ts';
import { membersPage } from './members-page.ts';
import { preview } from './preview.ts';
import type { CohortAnswer } from './result.ts';
import { type CohortSpec, cohortSpec } from './spec.ts';

export const cohort = defineAnalysis({
  kind: 'cohort',
  summary: 'Who is in a cohort: its size, what each condition contributes, and its members',
  spec: cohortSpec,
  run: cohortAnswer,
});

async function cohortAnswer(spec: CohortSpec, context: AnalysisContext): Promise<CohortAnswer> {
  const definition = askedDefinition(spec, context.cohorts);
  assertReferences(definition, context.cohorts);
  const answer =
    spec.show === 'preview' ? preview(definition, spec, context) : membersPage(definition, spec, context);
  const [found, warnings] = await Promise.all([answer, definitionWarnings(definition, context)]);
  return { ...found, text: printCohort(definition), warnings };
}

function askedDefinition(spec: CohortSpec, cohorts: CohortLookup): CohortDefinition {
  if (spec.cohort !== undefined) return chosenDefinition(spec.cohort, cohorts);
  return readDefinition({ text: must(spec.text, 'text of the cohort') });
}
