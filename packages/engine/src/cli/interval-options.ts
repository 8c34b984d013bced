import { type Command, Option } from 'commander';
import type { EventSelector } from '../define/selector/event-selector.ts';
import { DAY_MS } from '../model/time.ts';
import { WEEKDAYS } from '../util/calendar.ts';
import type { GlobalOptions } from './context.ts';
import { cohortOption, selectorOption, typed, typedInstant } from './options.ts';
import { type Cohort, unitOption } from './unit-option.ts';

/** How far back the intervals reach without `--from`: a dozen or so. */
const DEFAULT_RANGE_MS = {
  hour: 2 * DAY_MS,
  day: 14 * DAY_MS,
  week: 84 * DAY_MS,
  month: 365 * DAY_MS,
  quarter: 730 * DAY_MS,
} as const;

export type IntervalName = keyof typeof DEFAULT_RANGE_MS;

export interface IntervalOptions extends GlobalOptions {
  readonly event?: EventSelector;
  readonly from?: number;
  readonly to?: number;
  readonly per: IntervalName;
  readonly zone?: string;
  readonly weekStart?: string;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly asOf?: number;
}

/** Gives a command the options of a question about who is active in calendar intervals, each of one of `intervals`. */
export function withIntervalOptions(command: Command, intervals: readonly IntervalName[]): Command {
  return command
    .option('--event <event>', 'what being active is (default: any event)', typed(selectorOption))
    .option('--from <instant>', 'intervals from then on (default: a dozen or so)', typedInstant)
    .option('--to <instant>', 'intervals before then (default: now)', typedInstant)
    .addOption(new Option('--per <interval>', 'each').choices(intervals).default('week'))
    .option('--zone <zone>', 'on the clock of, such as Europe/Berlin (default: the project’s)')
    .addOption(
      new Option('--week-start <weekday>', 'on which a week begins (default: monday)').choices(WEEKDAYS),
    )
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant);
}

/** The fields of the question that these options ask, but for the unit. */
export function intervalFields(options: IntervalOptions): object {
  const to = options.to ?? (options.asOf ?? Date.now()) + 1;
  return {
    event: options.event,
    from: options.from ?? Math.max(0, to - DEFAULT_RANGE_MS[options.per]),
    to,
    interval: options.per,
    timeZone: options.zone,
    weekStart: options.weekStart,
    cohort: options.cohort,
    asOf: options.asOf,
  };
}
