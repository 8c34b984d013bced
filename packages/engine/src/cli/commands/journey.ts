import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import { ask, typedDuration, typedNames, typedWindow, type WindowOptions } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { type EventGroup, type Expansion, memoryOption, nodeOptions } from '../node-options.ts';
import { instantOption, isInstant, selectorOption, typedList } from '../options.ts';
import { type SegmentChoice, segmentOption } from '../segment-option.ts';

interface JourneyOptions extends GlobalOptions, WindowOptions {
  readonly asOf?: string;
  readonly accounts?: boolean;
  readonly first?: boolean;
  readonly before?: string;
  readonly after?: string;
  readonly session?: boolean;
  readonly steps?: string;
  readonly collapse?: boolean;
  readonly hide?: string;
  readonly group?: readonly EventGroup[];
  readonly expand?: readonly Expansion[];
  readonly reach?: string;
  readonly reachWithin?: string;
  readonly reachSteps?: string;
  readonly workaround?: string;
  readonly segment?: readonly SegmentChoice[];
  readonly memory?: number;
  readonly limit?: string;
  readonly returnTo?: string;
  readonly same?: string;
  readonly returnWithin?: string;
  readonly goal?: string;
  readonly goalWithin?: string;
  readonly cohort?: string;
}

/** `cusp journey EVENT`: what happens before and after it. */
export function journeyCommand(terminal: Terminal): Command {
  const command = new Command('journey')
    .argument('<event>', 'the event, such as paywall_viewed or "limit_hit where limit = \\"seats\\""')
    .description('what happens before and after an event: ways, exits, returns, conversion')
    .option('--last <duration>', 'events of the last so long (default: 30d)')
    .option('--from <instant>', 'events from then on')
    .option('--to <instant>', 'events before then')
    .option('--ever', 'events of all time')
    .option('--as-of <instant>', 'look at nothing later (default: now)')
    .option('--accounts', 'follow accounts, not users')
    .option('--first', 'only the first of each')
    .option('--before <duration>', 'how far back (default: 30min)')
    .option('--after <duration>', 'how far on (default: 30min)')
    .option('--session', 'stay within the session')
    .option('--steps <n>', 'steps on either side (default: 3)')
    .option('--collapse', 'show a run of one event as one step')
    .option('--limit <n>', 'events shown at each step (default: 10)')
    .option('--reach <event>', 'ways on to this event, and who drops off before it')
    .option('--reach-within <duration>', 'how long they may take (default: 1d)')
    .option('--reach-steps <n>', 'how many events may lie in between')
    .option('--workaround <event>', 'what counts as a way around it, such as "any of (a, b)"')
    .option('--return-to <event>', 'what coming back is (default: the event again)')
    .option('--same <property>', 'coming back has the same value of it, such as the feature')
    .option('--return-within <duration>', 'how long coming back counts (default: 24h)')
    .option('--goal <event>', 'what it is hoped to lead to')
    .option('--goal-within <duration>', 'how long after (default: 30d)')
    .option('--cohort <name>', 'only its members')
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .addOption(memoryOption());
  for (const option of nodeOptions()) command.addOption(option);
  return command.action(async (event: string, _, self: Command) => {
    const options = self.optsWithGlobals<JourneyOptions>();
    await ask(terminal, options, journeyQuestion(event, options));
  });
}

/** A journey has two ends that may be meant: the time's, and the event's that it leads to. */
function withoutMixedUpEnds(options: JourneyOptions): JourneyOptions {
  const { to } = options;
  if (to === undefined || isInstant(to)) return options;
  throw problemError(
    400,
    'bad-instant',
    `${JSON.stringify(to)} is no instant, as --to takes: for the ways on to an event write --reach ${JSON.stringify(to)}`,
    '--to',
  );
}

/** The question that the options ask; what they leave out takes the spec's defaults. */
export function journeyQuestion(event: string, options: JourneyOptions): object {
  const duration = (text: string | undefined, option: string) =>
    text === undefined ? undefined : typedDuration(text, option);
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const selector = (text: string | undefined, option: string) =>
    text === undefined ? undefined : selectorOption(text, option);
  return {
    kind: 'journey',
    unit: options.accounts ? 'account' : 'user',
    anchor: selectorOption(event, 'event'),
    window: typedWindow(withoutMixedUpEnds(options)),
    asOf: options.asOf === undefined ? undefined : instantOption(options.asOf, '--as-of', Date.now()),
    occurrence: options.first ? 'first' : 'every',
    before: duration(options.before, '--before'),
    after: duration(options.after, '--after'),
    withinSession: options.session,
    steps: number(options.steps),
    collapseRepeats: options.collapse,
    hide: typedNames(options.hide),
    groups: options.group,
    expand: options.expand,
    limit: number(options.limit),
    to:
      options.reach === undefined
        ? undefined
        : {
            event: selectorOption(options.reach, '--reach'),
            within: duration(options.reachWithin, '--reach-within'),
            steps: number(options.reachSteps),
          },
    workaround: selector(options.workaround, '--workaround'),
    returnTo: {
      event: selector(options.returnTo, '--return-to'),
      sameProperty: options.same,
      within: duration(options.returnWithin, '--return-within'),
    },
    goal:
      options.goal === undefined
        ? undefined
        : {
            event: selectorOption(options.goal, '--goal'),
            within: duration(options.goalWithin, '--goal-within'),
          },
    cohort: options.cohort,
    segments: options.segment,
    memoryMb: options.memory,
  };
}
