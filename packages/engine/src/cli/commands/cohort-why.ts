import { Command } from 'commander';
import { cohortQuery, type WhyAnswer } from '../cohort/cohort-answers.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { typed, typedInstant, wholeOption } from '../options.ts';
import { whyWords } from '../render/why.ts';

interface WhyOptions extends GlobalOptions {
  readonly asOf?: number;
  readonly ofVersion?: number;
}

/** `cusp cohort why`: why someone is a member or is not, and when they were. */
export function cohortWhyCommand(terminal: Terminal): Command {
  return new Command('why')
    .argument('<name>')
    .argument('<id>', 'a user id, an account, or device:ID')
    .description('why someone is a member or is not: each condition, and their history')
    .option('--as-of <instant>', 'as of an instant, such as 2026-01-31T12:00Z', typedInstant)
    .option('--of-version <n>', 'by an earlier version of the definition', typed(wholeOption))
    .action(async (name: string, id: string, _, self: Command) => {
      const options = self.optsWithGlobals<WhyOptions>();
      const path = cohortQuery(name, '/why', { unit: id, asOf: options.asOf, version: options.ofVersion });
      const answer = await withEngine(options, (engine) => engine.request<WhyAnswer>('GET', path));
      answered(terminal, options, answer, whyWords);
    });
}
