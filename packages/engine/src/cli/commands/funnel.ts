import { Command } from 'commander';
import type { Duration } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { ask, typedDuration } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, propertyOption, selectorOption, typed, typedInstant, typedList } from '../options.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

/** How far back a funnel begins when nobody says. */
const DEFAULT_RANGE_MS = 30 * DAY_MS;
const WEEK: Duration = { amount: 7, unit: 'day' };

interface FunnelOptions extends GlobalOptions {
  readonly within?: Duration;
  readonly from?: number;
  readonly to?: number;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly by?: ReturnType<typeof propertyOption>;
  readonly asOf?: number;
}

/** `cusp funnel STEP STEP...`: how many of those who did the first went on to the next ones. */
export function funnelCommand(terminal: Terminal): Command {
  return new Command('funnel')
    .argument(
      '<steps...>',
      'events in order, such as Home \'limit_hit where limit = "seats"\'',
      typedList(selectorOption),
    )
    .description('how many went from step to step, and how long it took them')
    .option('--within <duration>', 'from the first step to the last (default: 7d)', typed(typedDuration))
    .option('--from <instant>', 'first steps from then on (default: 30 days before --to)', typedInstant)
    .option('--to <instant>', 'first steps before then (default: now)', typedInstant)
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option(
      '--by <property>',
      'break down by a property of the first step: limit, user.plan',
      typed(propertyOption),
    )
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (steps: readonly EventSelector[], _, self: Command) => {
      const options = self.optsWithGlobals<FunnelOptions>();
      if (steps.length < 2) self.error('error: a funnel has two steps at least');
      const to = options.to ?? (options.asOf ?? Date.now()) + 1;
      await ask(terminal, options, {
        kind: 'funnel',
        unit: unitOf(options.unit, options.cohort),
        steps,
        from: options.from ?? Math.max(0, to - DEFAULT_RANGE_MS),
        to,
        conversionWindow: options.within ?? WEEK,
        asOf: options.asOf,
        cohort: options.cohort,
        breakdown: options.by,
      });
    });
}
