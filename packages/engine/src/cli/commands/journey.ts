import { Command } from 'commander';
import { ask, typedDuration, typedNames, typedWindow, type WindowOptions } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { instantOption, selectorOption } from '../options.ts';

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
  return new Command('journey')
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
    .option('--hide <events>', 'pass over these, with commas')
    .option('--limit <n>', 'events shown at each step (default: 10)')
    .option('--return-to <event>', 'what coming back is (default: the event again)')
    .option('--same <property>', 'coming back has the same value of it, such as the feature')
    .option('--return-within <duration>', 'how long coming back counts (default: 24h)')
    .option('--goal <event>', 'what it is hoped to lead to')
    .option('--goal-within <duration>', 'how long after (default: 30d)')
    .option('--cohort <name>', 'only its members')
    .action(async (event: string, _, self: Command) => {
      const options = self.optsWithGlobals<JourneyOptions>();
      await ask(terminal, options, journeyQuestion(event, options));
    });
}

/** The question that the options ask; what they leave out takes the spec's defaults. */
export function journeyQuestion(event: string, options: JourneyOptions): object {
  const duration = (text: string | undefined, option: string) =>
    text === undefined ? undefined : typedDuration(text, option);
  const selector = (text: string | undefined, option: string) =>
    text === undefined ? undefined : selectorOption(text, option);
  return {
    kind: 'journey',
    unit: options.accounts ? 'account' : 'user',
    anchor: selectorOption(event, 'event'),
    window: typedWindow(options),
    asOf: options.asOf === undefined ? undefined : instantOption(options.asOf, '--as-of', Date.now()),
    occurrence: options.first ? 'first' : 'every',
    before: duration(options.before, '--before'),
    after: duration(options.after, '--after'),
    withinSession: options.session,
    steps: options.steps === undefined ? undefined : Number(options.steps),
    collapseRepeats: options.collapse,
    hide: typedNames(options.hide),
    limit: options.limit === undefined ? undefined : Number(options.limit),
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
  };
}
