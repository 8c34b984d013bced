import { Command } from 'commander';
import { ask } from '../ask.ts';
import type { Terminal } from '../context.ts';
import { type IntervalOptions, intervalFields, withIntervalOptions } from '../interval-options.ts';
import { typedInstant, typedList } from '../options.ts';
import { firstCohort, type SegmentChoice, segmentOption } from '../segment-option.ts';
import { unitOf } from '../unit-option.ts';

interface StickinessOptions extends IntervalOptions {
  readonly segment?: readonly SegmentChoice[];
  readonly membersAsOf?: number;
}

/** `cusp stickiness`: on how many days of a week or month those active in it were so. */
export function stickinessCommand(terminal: Terminal): Command {
  const command = new Command('stickiness').description(
    'on how many days of a week or month, or hours of a day, they are active',
  );
  return withIntervalOptions(command, ['day', 'week', 'month'])
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .option('--members-as-of <instant>', 'who is a member: as of then (default: --as-of)', typedInstant)
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<StickinessOptions>();
      await ask(terminal, options, {
        kind: 'stickiness',
        unit: unitOf(options.unit, options.cohort ?? firstCohort(options.segment)),
        ...intervalFields(options),
        segments: options.segment,
        membersAsOf: options.membersAsOf,
      });
    });
}
