import { Command } from 'commander';
import type { Duration } from '../../define/language/duration.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { ask, typedDuration, typedNames, typedWindow, type WindowOptions } from '../ask.ts';
import type { GlobalOptions, Terminal } from '../context.ts';
import { type EventGroup, type Expansion, memoryOption, nodeOptions } from '../node-options.ts';
import { cohortOption, selectorOption, typed, typedInstant, typedList, wholeOption } from '../options.ts';
import { type SegmentChoice, segmentOption } from '../segment-option.ts';
import { type Cohort, unitOf, unitOption } from '../unit-option.ts';

interface DriversOptions extends GlobalOptions, WindowOptions {
  readonly within?: Duration;
  readonly landmark?: Duration;
  readonly asOf?: number;
  readonly unit?: 'user' | 'account';
  readonly hide?: string;
  readonly group?: readonly EventGroup[];
  readonly expand?: readonly Expansion[];
  readonly min?: number;
  readonly limit?: number;
  readonly cohort?: Cohort;
  readonly segment?: readonly SegmentChoice[];
  readonly memory?: number;
}

/** `cusp drivers FROM TO`: what those who went on did in between, against those who did not. */
export function driversCommand(terminal: Terminal): Command {
  const command = new Command('drivers')
    .argument('<from>', 'the event that they start with', typed(selectorOption))
    .argument('<to>', 'the event that they go on to, or do not', typed(selectorOption))
    .description('what tells those who went on to an event from those who did not')
    .option('--within <duration>', 'how long they have (default: 7d)', typed(typedDuration))
    .option('--landmark <duration>', 'look at all for this long after the start', typed(typedDuration))
    .option('--last <duration>', 'starts of the last so long (default: 30d)')
    .option('--from <instant>', 'starts from then on')
    .option('--to <instant>', 'starts before then')
    .option('--ever', 'starts of all time')
    .option('--as-of <instant>', 'look at nothing later (default: now)', typedInstant)
    .addOption(unitOption())
    .option('--min <n>', 'test no event that fewer did (default: 10)', typed(wholeOption))
    .option('--limit <n>', 'events shown (default: 50)', typed(wholeOption))
    .option('--cohort <cohort>', 'only members of a saved cohort, or of "users who …"', typed(cohortOption))
    .option(
      '--segment <cohort>',
      'a group beside others: a cohort, everyone, or everyone-else',
      typedList(segmentOption),
    )
    .addOption(memoryOption());
  for (const option of nodeOptions()) command.addOption(option);
  return command.action(async (from: EventSelector, to: EventSelector, _, self: Command) => {
    const options = self.optsWithGlobals<DriversOptions>();
    await ask(terminal, options, {
      kind: 'drivers',
      unit: unitOf(options.unit, options.cohort),
      from,
      to,
      window: typedWindow(options),
      within: options.within,
      landmark: options.landmark,
      asOf: options.asOf,
      hide: typedNames(options.hide),
      groups: options.group,
      expand: options.expand,
      minUnits: options.min,
      limit: options.limit,
      cohort: options.cohort,
      segments: options.segment,
      memoryMb: options.memory,
    });
  });
}
