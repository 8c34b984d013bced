import { Command } from 'commander';
import { type Duration, durationMs } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { ask, typedDuration } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, selectorOption, typed, typedInstant } from '../options.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

/** Instants whose horizon is over, when nobody says from when on. */
const MATURE_INSTANTS = 6;
const FORTNIGHT: Duration = { amount: 14, unit: 'day' };

interface BacktestOptions extends GlobalOptions {
  readonly goal: EventSelector;
  readonly horizon?: Duration;
  readonly every?: Duration;
  readonly from?: number;
  readonly to?: number;
  readonly baseline?: Cohort;
  readonly includeConverted?: boolean;
  readonly unit?: 'user' | 'account';
  readonly asOf?: number;
}

/** `cusp backtest COHORT --goal EVENT`: would the cohort have told who converts? */
export function backtestCommand(terminal: Terminal): Command {
  return new Command('backtest')
    .argument('<cohort>', 'a saved cohort, or a definition: "users who …"', typed(cohortOption))
    .description('who was in a cohort at past instants, and who of them converted afterwards')
    .requiredOption('--goal <event>', 'what converting is', typed(selectorOption))
    .option(
      '--horizon <duration>',
      'how long after an instant it counts (default: 14d)',
      typed(typedDuration),
    )
    .option('--every <duration>', 'from one instant to the next (default: 14d)', typed(typedDuration))
    .option('--from <instant>', `the first instant (default: ${MATURE_INSTANTS} that are over)`, typedInstant)
    .option('--to <instant>', 'no instant after this one (default: now)', typedInstant)
    .option('--baseline <cohort>', 'compare with these (default: everyone else known)', typed(cohortOption))
    .option('--include-converted', 'count those too who had done the goal before an instant')
    .addOption(unitOption())
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (cohort: Cohort, _, self: Command) => {
      const options = self.optsWithGlobals<BacktestOptions>();
      const asOf = options.asOf ?? Date.now();
      const { horizon = FORTNIGHT, every = FORTNIGHT } = options;
      const back = durationMs(horizon) + (MATURE_INSTANTS - 1) * durationMs(every);
      await ask(terminal, options, {
        kind: 'backtest',
        unit: unitOf(options.unit, cohort),
        cohort,
        baseline: options.baseline,
        goal: options.goal,
        horizon,
        instants: {
          from: options.from ?? Math.max(0, asOf - back),
          // Of an instant at `asOf` itself nothing can be known yet.
          to: options.to ?? asOf - 1,
          every,
        },
        firstTime: options.includeConverted !== true,
        asOf,
      });
    });
}
