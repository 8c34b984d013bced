import { Command, Option } from 'commander';
import type { Duration } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { ask, typedDuration } from '../ask.ts';
import type { CohortWhole } from '../cohort/cohort-answers.ts';
import { wholeWords } from '../cohort/cohort-words.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { type Exclusion, exclusionOption, numbersOption, windowOption } from '../funnel-options.ts';
import {
  breakdownOption,
  cohortOption,
  propertyOption,
  selectorOption,
  typed,
  typedInstant,
  typedList,
  wholeOption,
} from '../options.ts';
import { firstCohort, type SegmentChoice, segmentOption } from '../segment-option.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

/** How far back a funnel begins when nobody says. */
const DEFAULT_RANGE_MS = 30 * DAY_MS;
const DEFAULT_RANGE: Duration = { amount: 30, unit: 'day' };
const WEEK: Duration = { amount: 7, unit: 'day' };

interface FunnelOptions extends GlobalOptions {
  readonly order?: string;
  readonly optional?: readonly number[];
  readonly within?: ReturnType<typeof windowOption>;
  readonly exclude?: readonly Exclusion[];
  readonly hold?: readonly ReturnType<typeof propertyOption>[];
  readonly count?: string;
  readonly new?: string;
  readonly last?: Duration;
  readonly from?: number;
  readonly to?: number;
  readonly unit?: 'user' | 'account';
  readonly cohort?: Cohort;
  readonly segment?: readonly SegmentChoice[];
  readonly membersAsOf?: number;
  readonly by?: ReturnType<typeof breakdownOption>;
  readonly byStep?: number;
  readonly byHits?: EventSelector;
  readonly byEach?: boolean;
  readonly limit?: number;
  readonly times?: boolean;
  readonly buckets?: readonly Duration[];
  readonly frequency?: EventSelector | true;
  readonly overTime?: string;
  readonly asOf?: number;
  readonly saveCohort?: string;
  readonly bar?: number;
  readonly dropped?: boolean;
  readonly ofSegment?: string;
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
    .addOption(
      new Option(
        '--order <order>',
        'as listed, in any, or as listed with nothing between (default: this)',
      ).choices(['this', 'any', 'exact']),
    )
    .option('--optional <steps>', 'numbers of steps that may be left out, such as 2,3', typed(numbersOption))
    .option(
      '--within <window>',
      'from the first step to the last (default: 7d); or session, or pauses',
      typed(windowOption),
    )
    .option(
      '--exclude <event>',
      'none of it on the way: "chat", "chat between 1 and 2"',
      typedList(exclusionOption),
    )
    .option(
      '--hold <property>',
      'every step has the same value of it: item, user.plan',
      typedList(propertyOption),
    )
    .addOption(
      new Option(
        '--count <what>',
        'each once, each held value or session, or attempts (default: units)',
      ).choices(['units', 'each', 'totals']),
    )
    .addOption(
      new Option('--new <when>', 'only who is new in the range, or starts on the first day').choices([
        'in-range',
        'first-day',
      ]),
    )
    .addOption(
      new Option('--last <duration>', 'first steps of the last so long')
        .argParser(typed(typedDuration))
        .conflicts(['from', 'to']),
    )
    .option('--from <instant>', 'first steps from then on (default: 30 days before --to)', typedInstant)
    .option('--to <instant>', 'first steps before then (default: now)', typedInstant)
    .addOption(unitOption())
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .option(
      '--members-as-of <instant>',
      'as of when cohort and segments are (default: --as-of)',
      typedInstant,
    )
    .option(
      '--by <property>',
      'break down by a property of the first step: limit, user.plan, account.tier',
      typed(breakdownOption),
    )
    .option('--by-step <n>', 'with --by: of that step', typed(wholeOption))
    .option('--by-hits <event>', 'with --by: of all these, such as every limit hit', typed(selectorOption))
    .option('--by-each', 'with --by: each element of a list by itself')
    .option('--limit <n>', 'with --by: how many values (default: 10)', typed(wholeOption))
    .option('--times', 'how long each step took: median, 90th percentile, distribution')
    .option(
      '--buckets <durations>',
      'with --times: where its ranges begin, such as 1h,1d,7d',
      typed(durationsOption),
    )
    .option(
      '--frequency [event]',
      'how often they did it before the last step (default: the first step)',
      typed(selectorOption),
    )
    .addOption(
      new Option('--over-time <interval>', 'conversion by when it began').choices([
        'hour',
        'day',
        'week',
        'month',
      ]),
    )
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .option('--save-cohort <name>', 'save the users of a bar as a cohort that stays up to date')
    .option('--bar <n>', 'with --save-cohort: of which step (default: the last)', typed(wholeOption))
    .option('--dropped', 'with --save-cohort: those who got to the step before, and not to it')
    .option('--of-segment <name>', 'with --save-cohort: those in the segment')
    .action(async (steps: readonly EventSelector[], _, self: Command) => {
      const options = self.optsWithGlobals<FunnelOptions>();
      if (steps.length < 2) self.error('error: a funnel has two steps at least');
      const wrong = misplaced(options, steps.length);
      if (wrong !== undefined) self.error(`error: ${wrong}`);
      const question = funnelQuestion(steps, options);
      if (options.saveCohort === undefined) return ask(terminal, options, question);
      const body = {
        funnel: question,
        bar: options.bar ?? steps.length,
        side: options.dropped ? 'dropped' : 'converted',
        segment: options.ofSegment,
        name: options.saveCohort,
      };
      const saved = await withEngine(options, (engine) =>
        engine.request<{ cohort: CohortWhole }>('POST', '/api/v1/cohorts/from-funnel', body),
      );
      answered(terminal, options, saved.cohort, wholeWords);
    });
}

/** What of the options says nothing without another. */
function misplaced(options: FunnelOptions, steps: number): string | undefined {
  const outside = options.optional?.find((step) => step > steps);
  if (outside !== undefined) return `there is no step ${outside} that may be left out`;
  const needs = (given: readonly unknown[], other: unknown, words: string) =>
    other === undefined && given.some((each) => each !== undefined) ? words : undefined;
  const { bar, dropped, ofSegment, byStep, byHits, byEach, limit } = options;
  return (
    needs(
      [bar, dropped, ofSegment],
      options.saveCohort,
      '--bar, --dropped and --of-segment need --save-cohort',
    ) ??
    needs(
      [byStep, byHits, byEach, limit],
      options.by,
      '--by-step, --by-hits, --by-each and --limit need --by',
    ) ??
    needs([options.buckets], options.times, '--buckets needs --times')
  );
}

function funnelQuestion(steps: readonly EventSelector[], options: FunnelOptions): object {
  return {
    kind: 'funnel',
    unit: unitOf(options.unit, options.cohort ?? firstCohort(options.segment)),
    steps: steps.map((step, i) => (options.optional?.includes(i + 1) ? { ...step, optional: true } : step)),
    order: options.order,
    ...rangeOf(options),
    conversionWindow: options.within ?? WEEK,
    count: options.count,
    exclusions: options.exclude,
    holdConstant: options.hold,
    newOnly: options.new,
    asOf: options.asOf,
    cohort: options.cohort,
    membersAsOf: options.membersAsOf,
    segments: options.segment,
    breakdown: options.by && {
      ...options.by,
      step: options.byStep,
      lists: options.byEach ? 'each' : undefined,
      limit: options.limit,
      hits: options.byHits && { event: options.byHits },
    },
    timeToConvert: options.times ? { buckets: options.buckets } : undefined,
    frequency: options.frequency && { event: options.frequency === true ? undefined : options.frequency },
    overTime: options.overTime && { interval: options.overTime },
  };
}

/** A cohort that stays up to date looks back from now. */
function rangeOf({ last, from, to, asOf, saveCohort }: FunnelOptions): object {
  if (last) return { last };
  if (saveCohort !== undefined && from === undefined && to === undefined) return { last: DEFAULT_RANGE };
  const end = to ?? (asOf ?? Date.now()) + 1;
  return { from: from ?? Math.max(0, end - DEFAULT_RANGE_MS), to: end };
}

function durationsOption(text: string, option: string): Duration[] {
  return text.split(',').map((each) => typedDuration(each, option));
}
