import { unreachable } from '../../util/assert.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { oneAnswer } from './one.ts';
import type { LookupAnswer } from './result.ts';
import { searchAnswer } from './search.ts';
import { type LookupSpec, lookupSpec } from './spec.ts';
import { timelineAnswer } from './timeline.ts';

export const lookup = defineAnalysis<'lookup', LookupSpec, LookupAnswer>({
  kind: 'lookup',
  summary: 'Finds users and accounts; everything known of one of them, and what they did, newest first',
  spec: lookupSpec,
  run(spec, context) {
    switch (spec.of) {
      case 'search':
        return searchAnswer(spec, context);
      case 'one':
        return oneAnswer(spec, context);
      case 'timeline':
        return timelineAnswer(spec, context);
      default:
        return unreachable(spec);
    }
  },
});
