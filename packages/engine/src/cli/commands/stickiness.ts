import { Command, Option } from 'commander';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { WEEKDAYS } from '../../util/calendar.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, selectorOption, typed, typedInstant, typedList } from '../options.ts';
import { firstCohort, type SegmentChoice, segmentOption } from '../segment-option.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

/** How far back the intervals reach without `--from`. */
const DEFAULT_RANGE_MS = { day: 14 * DAY_MS, week: 84 * DAY_MS, month: 365 * DAY_MS };

interface StickinessOptions extends GlobalOptions {
  readonly event?: EventSelector;
  readonly from?: number;
  readonly to?: number;
  readonly per: keyof typeof DEFAULT_RANGE_MS;
  readonly zone?: string;
  readonly weekStart?: string;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly segment?: readonly SegmentChoice[];
  readonly membersAsOf?: number;
  readonly asOf?: number;
}

/** `cusp stickiness`: on how many days of a week or month those active in it were so. */
export function stickinessCommand(terminal: Terminal): Command {
  return new Command('stickiness')
    .description('on how many days of a week or month, or hours of a day, they are active')
    .option('--event <event>', 'what being active is (default: any event)', typed(selectorOption))
    .option('--from <instant>', 'intervals from then on (default: a dozen or so)', typedInstant)
    .option('--to <instant>', 'intervals before then (default: now)', typedInstant)
    .addOption(new Option('--per <interval>', 'each').choices(Object.keys(DEFAULT_RANGE_MS)).default('week'))
    .option('--zone <zone>', 'on the clock of, such as Europe/Berlin (default: the project’s)')
    .addOption(
      new Option('--week-start <weekday>', 'on which a week begins (default: monday)').choices(WEEKDAYS),
    )
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .option('--members-as-of <instant>', 'who is a member: as of then (default: --as-of)', typedInstant)
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<StickinessOptions>();
      const to = options.to ?? (options.asOf ?? Date.now()) + 1;
      await ask(terminal, options, {
        kind: 'stickiness',
        unit: unitOf(options.unit, options.cohort ?? firstCohort(options.segment)),
        event: options.event,
        from: options.from ?? Math.max(0, to - DEFAULT_RANGE_MS[options.per]),
        to,
        interval: options.per,
        timeZone: options.zone,
        weekStart: options.weekStart,
        cohort: options.cohort,
        segments: options.segment,
        membersAsOf: options.membersAsOf,
        asOf: options.asOf,
      });
    });
}
