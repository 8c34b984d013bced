import { Command } from 'commander';
import { ask } from '../ask.ts';
import type { Terminal } from '../context.ts';
import { type IntervalOptions, intervalFields, withIntervalOptions } from '../interval-options.ts';
import { unitOf } from '../unit-option.ts';

/** `cusp lifecycle`: who is new, stays, comes back and goes, interval by interval. */
export function lifecycleCommand(terminal: Terminal): Command {
  const command = new Command('lifecycle').description(
    'who is new, stays, comes back and goes, interval by interval',
  );
  return withIntervalOptions(command, ['hour', 'day', 'week', 'month', 'quarter']).action(
    async (_, self: Command) => {
      const options = self.optsWithGlobals<IntervalOptions>();
      const unit = unitOf(options.unit, options.cohort);
      await ask(terminal, options, { kind: 'lifecycle', unit, ...intervalFields(options) });
    },
  );
}
