import { Command } from 'commander';
import { type CohortWhole, cohortPath } from '../cohort/cohort-answers.ts';
import { wholeWords } from '../cohort/cohort-words.ts';
import { NO_WAIT } from '../cohort/no-wait.ts';
import { settled } from '../cohort/settle.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { typed, wholeOption } from '../options.ts';

/** `cusp cohort rollback`: back to an earlier definition, as a new version. */
export function cohortRollbackCommand(terminal: Terminal): Command {
  return new Command('rollback')
    .argument('<name>')
    .argument('<version>', 'whose definition is to be in force again', typed(wholeOption))
    .description('go back to the definition of an earlier version, as a new version')
    .option(...NO_WAIT)
    .action(async (name: string, version: number, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { wait: boolean }>();
      const cohort = await withEngine(options, async (engine) => {
        const made = await engine.request<CohortWhole>('POST', cohortPath(name, '/rollback'), { version });
        return options.wait ? settled(engine, terminal, made) : made;
      });
      answered(terminal, options, cohort, wholeWords);
    });
}
