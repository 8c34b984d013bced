import { Command, Option } from 'commander';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { WEEKDAYS } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { ask } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import {
  breakdownOption,
  cohortOption,
  selectorOption,
  typed,
  typedInstant,
  typedList,
  wholeOption,
} from '../options.ts';
import { firstCohort, type SegmentChoice, segmentOption } from '../segment-option.ts';
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
  readonly which?: 'first' | 'first-ever' | 'recurring';
  readonly return?: readonly EventSelector[];
  readonly from?: number;
  readonly to?: number;
  readonly mode: 'on' | 'on-or-after' | 'streak';
  readonly calendar?: boolean;
  readonly rolling?: boolean;
  readonly interval: Interval;
  readonly intervals?: number;
  readonly brackets?: readonly Bracket[];
  readonly weekStart?: string;
  readonly overTime?: number;
  readonly by?: ReturnType<typeof breakdownOption>;
  readonly limit?: number;
  readonly segment?: readonly SegmentChoice[];
  readonly membersAsOf?: number;
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
    .addOption(
      new Option(
        '--which <which>',
        'with --start: which of those events starts it, if not the first',
      ).choices(['first', 'first-ever', 'recurring']),
    )
    .option(
      '--return <event>',
      'what coming back is (default: any event); several make a curve each',
      typedList(selectorOption),
    )
    .option('--from <instant>', 'starts from then on', typedInstant)
    .option('--to <instant>', 'starts before then (default: now)', typedInstant)
    .addOption(
      new Option('--mode <mode>', 'back in an interval, in it or later, or in every one up to it')
        .choices(['on', 'on-or-after', 'streak'])
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
    .option('--brackets <list>', 'intervals counted as one, such as 0,1-6,7-13', typed(bracketsOption))
    .addOption(
      new Option('--week-start <weekday>', 'on which a week begins (default: monday)').choices(WEEKDAYS),
    )
    .option('--over-time <n>', 'how interval n changed over the dates of the start', typed(placeOption))
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option('--compare <cohort>', 'its members beside the others', typed(cohortOption))
    .option('--baseline <cohort>', 'with --compare: beside these', typed(cohortOption))
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .option('--by <property>', 'a curve for each value: event.x, user.x or account.x', typed(breakdownOption))
    .option('--limit <n>', 'with --by: how many values (default: 10)', typed(wholeOption))
    .option(
      '--members-as-of <instant>',
      'as of when cohort and segments are (default: --as-of)',
      typedInstant,
    )
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<RetentionOptions>();
      if (options.baseline !== undefined && options.compare === undefined)
        self.error('error: --baseline needs --compare');
      if (options.which !== undefined && options.start === undefined)
        self.error('error: --which needs --start');
      const { last, range } = DEFAULTS[options.interval];
      const to = options.to ?? (options.asOf ?? Date.now()) + 1;
      const starts = { from: options.from ?? Math.max(0, to - range), to };
      await ask(terminal, options, {
        kind: 'retention',
        unit: unitOf(options.unit, options.cohort ?? options.compare ?? firstCohort(options.segment)),
        start: options.start
          ? { kind: 'event', event: options.start, which: options.which, ...starts }
          : { kind: 'first-seen', ...starts },
        return: options.return?.[0],
        alsoReturn: options.return?.[1] ? options.return.slice(1) : undefined,
        count: options.mode,
        intervals: {
          unit: options.interval,
          kind: options.calendar ? 'calendar' : 'rolling',
          last: options.intervals ?? last,
          brackets: options.brackets,
          weekStart: options.weekStart,
        },
        asOf: options.asOf,
        cohort: options.cohort,
        membersAsOf: options.membersAsOf,
        segments: options.segment,
        breakdown: options.by && { ...options.by, limit: options.limit },
        overTime: options.overTime,
        compare:
          options.compare === undefined ? undefined : { cohort: options.compare, baseline: options.baseline },
      });
    });
}

interface Bracket {
  readonly from: number;
  readonly to: number;
}

/** Brackets as they are typed, first and last interval of each: `0,1-6,7-13`. Throws a ProblemError (400) naming the option. */
function bracketsOption(text: string, option: string): Bracket[] {
  return text.split(',').map((part) => {
    const found = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(part);
    if (found) return { from: Number(found[1]), to: Number(found[2] ?? found[1]) + 1 };
    throw problemError(
      400,
      'bad-brackets',
      `${JSON.stringify(part)} is no bracket: write such as 0,1-6,7-13`,
      option,
    );
  });
}

/** A whole number from 0 on. */
function placeOption(text: string, option: string): number {
  return text === '0' ? 0 : wholeOption(text, option);
}
