import type { ConversionAnswer } from '../../../measure/conversion/result.ts';
import { DAY_MS } from '../../../model/time.ts';
import { conversionWords } from '../../commands/measure.ts';
import { ask, type DemoContext, heading, say } from '../demo-context.ts';
import { GOAL_EVENT } from '../world/truth.ts';
import { ACTIVE_FREE } from './define.ts';

/** Step 6: did it work? What became of the people whom the export told of. */
export async function measure(context: DemoContext, exportId: string): Promise<void> {
  heading(context, 6, 'measure', 'what became of them?');
  const answer = await ask<ConversionAnswer>(context, {
    kind: 'conversion',
    export: exportId,
    goal: { names: [GOAL_EVENT], filters: [] },
    horizonMs: 14 * DAY_MS,
    comparable: ACTIVE_FREE,
  });
  say(context, conversionWords(answer, 77));
}
