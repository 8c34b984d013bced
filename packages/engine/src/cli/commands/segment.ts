import { Command, Option } from 'commander';
import type { CohortAnswer } from '../../analyse/segmentation/result.ts';
import { CALENDAR_UNITS, WEEKDAYS } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { ask, typedDuration, typedNames, typedNumbers, typedWindow, type WindowOptions } from '../ask.ts';
import type { CohortWhole } from '../cohort/cohort-answers.ts';
import { wholeWords } from '../cohort/cohort-words.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { cohortOption, instantOption, selectorOption, typed, typedList, wholeOption } from '../options.ts';
import { type SegmentChoice, segmentOption } from '../segment-option.ts';
import type { Cohort } from '../unit-option.ts';

interface CommonOptions extends GlobalOptions, WindowOptions {
  readonly asOf?: string;
  readonly accounts?: boolean;
  readonly limit?: string;
}

interface EventsOptions extends CommonOptions {
  readonly measure: string;
  readonly per: string;
  readonly by?: string;
  readonly also?: readonly object[];
  readonly formula?: readonly string[];
  readonly zone?: string;
  readonly weekStart?: string;
  readonly cohort?: Cohort;
  readonly segment?: readonly SegmentChoice[];
}

interface CohortOptions extends CommonOptions {
  readonly property?: string;
  readonly limitHit?: string;
  readonly limitProperty?: string;
  readonly frequency?: string | true;
  readonly activeDays?: boolean;
  readonly size?: string;
  readonly buckets?: string;
  readonly goal?: string;
  readonly goalWithin?: string;
  readonly saveCohort?: string;
  readonly part?: number;
}

/** `cusp segment`: events over time by their properties, and cohorts in parts. */
export function segmentCommand(terminal: Terminal): Command {
  const command = new Command('segment').description('split events over time, or the members of a cohort');
  common(command.command('events <event>').description('a measure of an event over time'))
    .option(
      '--measure <measure>',
      'uniques, totals, average, or of a property sum:P, mean:P, min:P, max:P, p90:P, distinct:P',
      'uniques',
    )
    .option(
      '--also <series>',
      'a further series: an event, or a measure and an event, such as totals of limit_hit',
      typedList(seriesOption),
    )
    .option(
      '--formula <formula>',
      'a line calculated from series A (the event), B (the first --also) and so on: "A / B * 100"',
      typedList((text) => text),
    )
    .addOption(new Option('--per <interval>', 'each').choices(CALENDAR_UNITS).default('day'))
    .option('--zone <zone>', 'on the clock of, such as Europe/Berlin (default: the project’s)')
    .addOption(
      new Option('--week-start <weekday>', 'on which a week begins (default: monday)').choices(WEEKDAYS),
    )
    .option('--by <properties>', 'split by up to three: limit, user.plan, account.tier')
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .action(async (event: string, _, self: Command) => {
      const options = self.optsWithGlobals<EventsOptions>();
      await ask(terminal, options, eventsQuestion(event, options));
    });
  common(
    command.command('cohort <name>').description('the members of a cohort, in parts that can be cohorts'),
  )
    .option('--property <name>', 'by a property of theirs')
    .option('--limit-hit <event>', 'by the values of a property of this event that they hit')
    .option('--limit-property <name>', 'which property that is (default: limit)')
    .option('--frequency [event]', 'by how often they did it, or anything')
    .option('--active-days', 'with --frequency: by on how many days')
    .option('--size <property>', 'by a number of theirs, in ranges')
    .option('--buckets <numbers>', 'where the ranges begin, with commas')
    .option('--goal <event>', 'how many of each did this afterwards')
    .option('--goal-within <duration>', 'how long after (default: 30d)')
    .option('--save-cohort <name>', 'save one part as a cohort that stays up to date')
    .option('--part <n>', 'with --save-cohort: which, counted from 1 as shown', typed(wholeOption))
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<CohortOptions>();
      const question = cohortQuestion(name, options);
      const { saveCohort, part } = options;
      if (saveCohort === undefined && part === undefined) return await ask(terminal, options, question);
      if (saveCohort === undefined || part === undefined)
        self.error('error: --save-cohort and --part need each other');
      const saved = await withEngine(options, async (engine) => {
        const { answer } = await engine.request<{ answer: CohortAnswer }>('POST', '/api/v1/query', question);
        const segment = answer.segments[part - 1]?.label;
        if (segment === undefined)
          throw problemError(400, 'no-part', `there are ${answer.segments.length} parts`, '--part');
        return await engine.request<{ cohort: CohortWhole }>('POST', '/api/v1/cohorts/from-split', {
          split: question,
          segment,
          name: saveCohort,
        });
      });
      answered(terminal, options, saved.cohort, wholeWords);
    });
  return command;
}

function common(command: Command): Command {
  return command
    .option('--last <duration>', 'events of the last so long (default: 30d)')
    .option('--from <instant>', 'events from then on')
    .option('--to <instant>', 'events before then')
    .option('--ever', 'events of all time')
    .option('--as-of <instant>', 'look at nothing later (default: now)')
    .option('--accounts', 'accounts, not users')
    .option('--limit <n>', 'values shown (default: 10)');
}

function commonFields(options: CommonOptions) {
  return {
    kind: 'segmentation',
    unit: options.accounts ? 'account' : 'user',
    asOf: options.asOf === undefined ? undefined : instantOption(options.asOf, '--as-of', Date.now()),
    limit: options.limit === undefined ? undefined : Number(options.limit),
  };
}

/** The question that the options ask; what they leave out takes the spec's defaults. */
export function eventsQuestion(event: string, options: EventsOptions): object {
  return {
    ...commonFields(options),
    of: 'events',
    event: selectorOption(event, 'event'),
    measure: typedMeasure(options.measure),
    interval: options.per,
    window: typedWindow(options),
    alsoSeries: options.also,
    formulas: options.formula,
    timeZone: options.zone,
    weekStart: options.weekStart,
    breakdown: typedNames(options.by).map(scoped),
    cohort: options.cohort,
    segments: options.segment,
  };
}

/** The question that the options ask. Throws a ProblemError (400) unless they say exactly one way to split. */
export function cohortQuestion(name: string, options: CohortOptions): object {
  const window = typedWindow(options);
  const buckets = options.buckets === undefined ? undefined : typedNumbers(options.buckets, '--buckets');
  const { property, limitHit, frequency, size } = options;
  const splits: object[] = [];
  if (property !== undefined) splits.push({ by: 'property', property });
  if (limitHit !== undefined) {
    const event = selectorOption(limitHit, '--limit-hit');
    splits.push({ by: 'limit', event, property: options.limitProperty, window });
  }
  if (frequency !== undefined) {
    const event = frequency === true ? undefined : selectorOption(frequency, '--frequency');
    const measure = options.activeDays ? 'active-days' : 'events';
    splits.push({ by: 'frequency', measure, event, window, buckets });
  }
  if (size !== undefined) splits.push({ by: 'size', property: size, buckets });
  if (splits.length !== 1) {
    throw problemError(
      400,
      'one-split',
      'give one of --property, --limit-hit, --frequency, --size',
      '--property',
    );
  }
  return {
    ...commonFields(options),
    of: 'cohort',
    cohort: name,
    split: splits[0],
    goal:
      options.goal === undefined
        ? undefined
        : {
            event: selectorOption(options.goal, '--goal'),
            within:
              options.goalWithin === undefined
                ? undefined
                : typedDuration(options.goalWithin, '--goal-within'),
          },
  };
}

/** A series as it is typed: `limit_hit`, or `sum:amount of purchase`. Throws a ProblemError (400) naming the option. */
function seriesOption(text: string, option: string): object {
  const found =
    /^((?:uniques|totals|average)|(?:sum|mean|min|max|distinct|p\d+(?:\.\d+)?):\S+) of (.+)$/s.exec(text);
  if (!found?.[1] || !found[2]) return { event: selectorOption(text, option) };
  return { measure: typedMeasure(found[1]), event: selectorOption(found[2], option) };
}

function scoped(written: string): { scope: string; property: string } {
  const found = /^(event|user|account)\.(.+)$/.exec(written);
  return { scope: found?.[1] ?? 'event', property: found?.[2] ?? written };
}

function typedMeasure(written: string): object {
  const [kind = '', ...rest] = written.split(':');
  const property = rest.join(':');
  if (property === '') return { kind };
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(kind)?.[1];
  const of = scoped(property);
  return percentile === undefined
    ? { kind, ...of }
    : { kind: 'percentile', percentile: Number(percentile), ...of };
}
