import { Command } from 'commander';
import { cohortPath, type VersionAnswer } from '../cohort/cohort-answers.ts';
import { oneLine } from '../cohort/cohort-words.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { instantText } from '../output/format.ts';
import { table } from '../output/table.ts';

/** `cusp cohort versions`: every definition that a cohort has had. */
export function cohortVersionsCommand(terminal: Terminal): Command {
  return new Command('versions')
    .argument('<name>')
    .description('every version of a cohort, the newest first')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await withEngine(options, (engine) =>
        engine.request<{ versions: VersionAnswer[] }>('GET', cohortPath(name, '/versions')),
      );
      answered(terminal, options, answer, ({ versions }) =>
        table(versions, [
          { title: 'v', cell: (each) => String(each.version), right: true },
          { title: 'state', cell: ({ state }) => (state === 'earlier' ? '' : state) },
          { title: 'saved', cell: (each) => instantText(each.createdAt) },
          { title: 'definition', cell: (each) => oneLine(each.text), flexible: true },
        ]),
      );
    });
}
