import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import { cohortPath, cohortQuery, type DiffAnswer } from '../cohort/cohort-answers.ts';
import { definitionInput } from '../cohort/definition-input.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { typed, wholeOption } from '../options.ts';
import { diffWords } from '../render/diff.ts';

interface DiffOptions extends GlobalOptions {
  readonly text?: string | undefined;
  readonly file?: string | undefined;
}

/** `cusp cohort diff`: what two versions differ in, or what an edit would change. */
export function cohortDiffCommand(terminal: Terminal): Command {
  return new Command('diff')
    .argument('<name>')
    .argument('[v]', 'a version (default: the one in force)', typed(wholeOption))
    .argument('[w]', 'another (default: the newest)', typed(wholeOption))
    .description('compare two versions: their text, and who would come, go and stay')
    .option('--text <definition>', 'compare what is in force with this, before it is saved')
    .option('--file <file>', 'the same with a definition in a file')
    .action(async (name: string, before: number | undefined, after: number | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<DiffOptions>();
      const definition = await definitionInput(terminal, options.file, options.text);
      if (definition !== undefined && before !== undefined) {
        throw problemError(400, 'two-comparisons', 'give versions, or a definition, not both', '--text');
      }
      const answer = await withEngine(options, (engine) =>
        definition === undefined
          ? engine.request<DiffAnswer>('GET', cohortQuery(name, '/diff', { before, after }))
          : engine.request<DiffAnswer>('POST', cohortPath(name, '/diff'), { definition }),
      );
      answered(terminal, options, answer, (diff) => diffWords(name, diff));
    });
}
