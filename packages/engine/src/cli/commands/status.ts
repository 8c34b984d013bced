import { Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { type ShownStatus, statusWords } from '../render/status.ts';

/** `cusp status`: what the project holds and whether anything needs a look. */
export function statusCommand(terminal: Terminal): Command {
  return new Command('status')
    .description('what a project holds and how it is doing')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const status = await withEngine(options, (engine) =>
        engine.request<ShownStatus>('GET', '/api/v1/status'),
      );
      answered(terminal, options, status, statusWords);
    });
}
