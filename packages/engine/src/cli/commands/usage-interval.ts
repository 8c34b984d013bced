import { Command, InvalidArgumentError, Option } from 'commander';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, selectorOption, typed, typedInstant, wholeOption } from '../options.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

const DEFAULT_RANGE_MS = 84 * DAY_MS;

interface UsageIntervalOptions extends GlobalOptions {
  readonly event?: EventSelector;
  readonly from?: number;
  readonly to?: number;
  readonly gaps: 'days' | 'events';
  readonly days?: number;
  readonly share?: number;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly asOf?: number;
}

/** `cusp usage-interval`: how long users usually leave between one use and the next. */
export function usageIntervalCommand(terminal: Terminal): Command {
  return new Command('usage-interval')
    .description('how long users usually leave between one use and the next')
    .option('--event <event>', 'what use is (default: any event)', typed(selectorOption))
    .option('--from <instant>', 'events from then on (default: 12 weeks before --to)', typedInstant)
    .option('--to <instant>', 'events before then (default: now)', typedInstant)
    .addOption(
      new Option('--gaps <what>', 'between days with an event, or between events')
        .choices(['days', 'events'])
        .default('days'),
    )
    .option('--days <n>', 'the longest gap with a line of its own (default: 30)', typed(wholeOption))
    .option(
      '--share <percent>',
      'how many are to come again within the interval (default: 80)',
      percentOption,
    )
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<UsageIntervalOptions>();
      const to = options.to ?? (options.asOf ?? Date.now()) + 1;
      await ask(terminal, options, {
        kind: 'usage-interval',
        unit: unitOf(options.unit, options.cohort),
        event: options.event,
        from: options.from ?? Math.max(0, to - DEFAULT_RANGE_MS),
        to,
        gaps: options.gaps,
        days: options.days,
        share: options.share,
        cohort: options.cohort,
        asOf: options.asOf,
      });
    });
}

/** A share as it is typed, in percent: `80` or `80%`. */
function percentOption(text: string): number {
  const found = /^(\d{1,3})%?$/.exec(text.trim());
  const percent = Number(found?.[1]);
  if (found && percent >= 1 && percent <= 100) return percent / 100;
  throw new InvalidArgumentError('write a percentage from 1 to 100, such as 80');
}
