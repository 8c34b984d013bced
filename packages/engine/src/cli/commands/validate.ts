import { Command } from 'commander';
import type { Duration } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { ask, typedDuration } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, selectorOption, typed, typedInstant, typedList, wholeOption } from '../options.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

interface ValidateOptions extends GlobalOptions {
  readonly goal: EventSelector;
  readonly horizon?: Duration;
  readonly every?: Duration;
  readonly instants?: number;
  readonly baseline?: Cohort;
  readonly includeConverted?: boolean;
  readonly return?: EventSelector;
  readonly step?: readonly EventSelector[];
  readonly thresholds: boolean;
  readonly unit?: 'user' | 'account';
  readonly asOf?: number;
}

/** `cusp validate COHORT --goal EVENT`: a signal or noise, in one report. */
export function validateCommand(terminal: Terminal): Command {
  return new Command('validate')
    .argument('<cohort>', 'a saved cohort, or a definition: "users who …"', typed(cohortOption))
    .description('is a cohort a signal or noise: backtest, retention, funnel, verdict')
    .requiredOption('--goal <event>', 'what converting is', typed(selectorOption))
    .option(
      '--horizon <duration>',
      'how long after an instant it counts (default: 30d)',
      typed(typedDuration),
    )
    .option('--every <duration>', 'from one past instant to the next (default: 7d)', typed(typedDuration))
    .option('--instants <n>', 'how many past instants (default: 8)', typed(wholeOption))
    .option('--baseline <cohort>', 'compare with these (default: everyone else known)', typed(cohortOption))
    .option('--include-converted', 'count those too who had done the goal before an instant')
    .option('--return <event>', 'what coming back is (default: any event)', typed(selectorOption))
    .option('--step <event>', 'a step on the way to the goal; may be repeated', typedList(selectorOption))
    .option('--no-thresholds', 'leave out what shifting each threshold would do')
    .addOption(unitOption())
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (cohort: Cohort, _, self: Command) => {
      const options = self.optsWithGlobals<ValidateOptions>();
      await ask(terminal, options, {
        kind: 'validation',
        unit: unitOf(options.unit, cohort),
        cohort,
        baseline: options.baseline,
        goal: options.goal,
        horizon: options.horizon,
        every: options.every,
        instants: options.instants,
        firstTime: options.includeConverted !== true,
        return: options.return,
        steps: options.step,
        thresholds: options.thresholds,
        asOf: options.asOf,
      });
    });
}
