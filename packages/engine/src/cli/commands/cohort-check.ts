import { Command } from 'commander';
import { describeCohort } from '../../define/language/describe.ts';
import { printCohort } from '../../define/language/print.ts';
import { readCohort } from '../../define/language/read-cohort.ts';
import { renderProblem } from '../../define/language/render-diagnostic.ts';
import { problemError } from '../../util/problem-error.ts';
import { readSource } from '../cohort/read-source.ts';
import { answered, type GlobalOptions, type Terminal } from '../context.ts';

/** `cusp cohort check`: what a definition means, or what is wrong with it. Needs no engine and no data. */
export function cohortCheckCommand(terminal: Terminal): Command {
  return new Command('check')
    .description('say what a definition means, or what is wrong with it')
    .argument('<file>', 'a definition as text or JSON; - reads standard input')
    .action(async (file: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const source = await readSource(file);
      const read = readCohort(source);
      if (read.ok) {
        const definition = read.value;
        const answer = {
          ok: true,
          words: describeCohort(definition),
          text: printCohort(definition),
          definition,
        };
        return answered(terminal, options, answer, ({ words, text }) => `${words}\n\n${text}`);
      }
      const name = file === '-' ? 'stdin' : file;
      if (options.json) answered(terminal, options, { ok: false, problems: read.problems }, () => '');
      else
        terminal.err(read.problems.map((problem) => `${renderProblem(source, problem, name)}\n`).join('\n'));
      const mistakes = read.problems.length === 1 ? 'a mistake' : `${read.problems.length} mistakes`;
      throw problemError(422, 'invalid-cohort', `${name} has ${mistakes}: see docs/cohort-language.md`);
    });
}
