import { Command, Option } from 'commander';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { cohortOption, selectorOption, typed, typedInstant, wholeOption } from '../options.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

type Interval = 'day' | 'week' | 'month';

/** When nobody says: how many intervals are counted, and how far back starts are looked for. */
const DEFAULTS: Readonly<Record<Interval, { readonly last: number; readonly range: number }>> = {
  day: { last: 7, range: 30 * DAY_MS },
  week: { last: 8, range: 12 * 7 * DAY_MS },
  month: { last: 6, range: 365 * DAY_MS },
};

interface RetentionOptions extends GlobalOptions {
  readonly start?: EventSelector;
  readonly return?: EventSelector;
  readonly from?: number;
  readonly to?: number;
  readonly mode: 'on' | 'on-or-after';
  readonly calendar?: boolean;
  readonly rolling?: boolean;
  readonly interval: Interval;
  readonly intervals?: number;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly compare?: Cohort;
  readonly baseline?: Cohort;
  readonly asOf?: number;
}

/** `cusp retention`: who comes back, and how long after they started. */
export function retentionCommand(terminal: Terminal): Command {
  return new Command('retention')
    .description('how many of those who started come back, by interval after the start')
    .option('--start <event>', 'what starting is (default: being first seen)', typed(selectorOption))
    .option('--return <event>', 'what coming back is (default: any event)', typed(selectorOption))
    .option('--from <instant>', 'starts from then on', typedInstant)
    .option('--to <instant>', 'starts before then (default: now)', typedInstant)
    .addOption(
      new Option('--mode <mode>', 'back in an interval, or in it or later')
        .choices(['on', 'on-or-after'])
        .default('on'),
    )
    .addOption(
      new Option('--rolling', 'intervals of elapsed time since the start (default)').conflicts('calendar'),
    )
    .option('--calendar', 'calendar intervals in the time zone of the project')
    .addOption(new Option('--interval <unit>', 'how long').choices(['day', 'week', 'month']).default('day'))
    .option(
      '--intervals <n>',
      'how many after interval 0 (default: 7 days, 8 weeks, 6 months)',
      typed(wholeOption),
    )
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option('--compare <cohort>', 'its members beside the others', typed(cohortOption))
    .option('--baseline <cohort>', 'with --compare: beside these', typed(cohortOption))
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<RetentionOptions>();
      if (options.baseline !== undefined && options.compare === undefined)
        self.error('error: --baseline needs --compare');
      const { last, range } = DEFAULTS[options.interval];
      const to = options.to ?? (options.asOf ?? Date.now()) + 1;
      const starts = { from: options.from ?? Math.max(0, to - range), to };
      await ask(terminal, options, {
        kind: 'retention',
        unit: unitOf(options.unit, options.cohort ?? options.compare),
        start: options.start
          ? { kind: 'event', event: options.start, ...starts }
          : { kind: 'first-seen', ...starts },
        return: options.return,
        count: options.mode,
        intervals: {
          unit: options.interval,
          kind: options.calendar ? 'calendar' : 'rolling',
          last: options.intervals ?? last,
        },
        asOf: options.asOf,
        cohort: options.cohort,
        compare:
          options.compare === undefined ? undefined : { cohort: options.compare, baseline: options.baseline },
      });
    });
}
