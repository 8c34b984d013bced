import { defineAnalysis } from '../define-analysis.ts';
import { oneAnswer } from './one.ts';
import type { LookupAnswer } from './result.ts';
import { searchAnswer } from './search.ts';
import { type LookupSpec, lookupSpec } from './spec.ts';

export const lookup = defineAnalysis<'lookup', LookupSpec, LookupAnswer>({
  kind: 'lookup',
  summary: 'Finds users and accounts; everything known of one of them, and what they did, newest first',
  spec: lookupSpec,
  run: (spec, context) => (spec.of === 'search' ? searchAnswer(spec, context) : oneAnswer(spec, context)),
});
