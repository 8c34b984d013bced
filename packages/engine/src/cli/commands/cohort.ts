import { Command } from 'commander';
import { problemError } from '../../util/problem-error.ts';
import {
  type CohortSummary,
  type CohortWhole,
  cohortPath,
  type PreviewAnswer,
} from '../cohort/cohort-answers.ts';
import { listWords, previewWords, wholeWords } from '../cohort/cohort-words.ts';
import { definitionInput } from '../cohort/definition-input.ts';
import { NO_WAIT } from '../cohort/no-wait.ts';
import { memberPages, printCsv, printTable } from '../cohort/print-members.ts';
import { settled } from '../cohort/settle.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { instantOption } from '../options.ts';
import { cohortCheckCommand } from './cohort-check.ts';
import { cohortDiffCommand } from './cohort-diff.ts';
import { cohortPopulationCommand } from './cohort-population.ts';
import { cohortRollbackCommand } from './cohort-rollback.ts';
import { cohortTransitionsCommand } from './cohort-transitions.ts';
import { cohortVersionsCommand } from './cohort-versions.ts';
import { cohortWatchCommand } from './cohort-watch.ts';
import { cohortWhyCommand } from './cohort-why.ts';

/** Members shown when nobody says how many. */
const SHOWN = 50;

interface DefinitionOptions extends GlobalOptions {
  readonly text?: string | undefined;
  readonly description?: string | undefined;
  readonly name?: string | undefined;
  readonly asOf?: string | undefined;
  readonly wait?: boolean | undefined;
}

interface MembersOptions extends GlobalOptions {
  readonly csv?: boolean | undefined;
  readonly limit?: string | undefined;
  readonly asOf?: string | undefined;
  readonly properties?: string | undefined;
}

/** `cusp cohort`: who has outgrown their plan, said once and kept under a name. */
export function cohortCommand(terminal: Terminal): Command {
  const command = new Command('cohort').description('define cohorts, see their size and their members');
  command.addCommand(cohortCheckCommand(terminal));
  const definition = '--text <definition>';
  const definitionHelp = 'the definition, such as "users who did signup in the last 7 days"';

  command
    .command('create <name> [file]')
    .description('save a cohort; the definition is in a file (- is standard input) or --text')
    .option(definition, definitionHelp)
    .option('--description <words>', 'what it is for')
    .option(...NO_WAIT)
    .action(async (name: string, file: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<DefinitionOptions>();
      const body = { name, description: options.description, ...(await input(file, options)) };
      const made = await withEngine(options, async (engine) => {
        const saved = await engine.request<CohortWhole>('POST', '/api/v1/cohorts', body);
        return options.wait ? settled(engine, terminal, saved) : saved;
      });
      answered(terminal, options, made, wholeWords);
    });

  command
    .command('list')
    .description('the cohorts of the project')
    .option('--archived', 'archived ones too')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { archived?: boolean }>();
      const path = `/api/v1/cohorts?archived=${options.archived === true}`;
      const answer = await withEngine(options, (engine) =>
        engine.request<{ cohorts: CohortSummary[] }>('GET', path),
      );
      answered(terminal, options, answer, ({ cohorts }) => listWords(cohorts));
    });

  command
    .command('show <name>')
    .description('a cohort’s definition, as text and in plain words')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const cohort = await withEngine(options, (engine) =>
        engine.request<CohortWhole>('GET', cohortPath(name)),
      );
      answered(terminal, options, cohort, wholeWords);
    });

  command
    .command('preview [name]')
    .description('how large a cohort is and what each condition contributes; saved, or of --text')
    .option(definition, definitionHelp)
    .option('--file <file>', 'the definition in a file')
    .option('--as-of <instant>', 'as of an instant, such as 2026-01-31T12:00Z')
    .action(async (name: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<DefinitionOptions & { file?: string }>();
      const body = { cohort: name, asOf: instantOf(options), ...(await input(options.file, options)) };
      const answer = await withEngine(options, (engine) =>
        engine.request<PreviewAnswer>('POST', '/api/v1/cohorts/preview', body),
      );
      answered(terminal, options, answer, previewWords);
    });

  command
    .command('members <name>')
    .description('who is in a cohort')
    .option('--csv', 'all of them as CSV')
    .option('--limit <n>', `how many (default: ${SHOWN}; with --csv or --json all)`)
    .option('--as-of <instant>', 'as of an instant, such as 2026-01-31T12:00Z')
    .option('--properties <names>', 'bring these properties, with commas between')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<MembersOptions>();
      const properties = options.properties?.split(',').map((each) => each.trim()) ?? [];
      const limit = options.limit === undefined ? undefined : limitOf(options.limit);
      const shown = limit ?? (options.csv || options.json ? undefined : SHOWN);
      await withEngine(options, async (engine) => {
        const pages = memberPages(engine, name, { asOf: instantOf(options), limit: shown, properties });
        if (options.csv) return printCsv(terminal, pages, properties);
        if (!options.json) return printTable(terminal, pages, properties);
        for await (const page of pages) {
          for (const member of page.members) terminal.out(JSON.stringify(member));
        }
      });
    });

  command
    .command('edit <name> [file]')
    .description('change a cohort; another definition becomes its next version')
    .option(definition, definitionHelp)
    .option('--description <words>', 'what it is for')
    .option('--name <name>', 'what it is called from now on')
    .option(...NO_WAIT)
    .action(async (name: string, file: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<DefinitionOptions>();
      const body = {
        name: options.name,
        description: options.description,
        ...(await input(file, options)),
      };
      const changed = await withEngine(options, async (engine) => {
        const saved = await engine.request<CohortWhole>('PATCH', cohortPath(name), body);
        return options.wait ? settled(engine, terminal, saved) : saved;
      });
      answered(terminal, options, changed, wholeWords);
    });

  command
    .command('archive <name>')
    .description('put a cohort out of sight; --undo brings it back')
    .option('--undo', 'bring it back')
    .action(async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { undo?: boolean }>();
      const archived = options.undo !== true;
      const answer = await withEngine(options, (engine) =>
        engine.request<CohortWhole>('PATCH', cohortPath(name), { archived }),
      );
      answered(terminal, options, answer, (cohort) => `${archived ? 'archived' : 'back'}: ${cohort.name}`);
    });

  for (const inner of [
    cohortVersionsCommand(terminal),
    cohortDiffCommand(terminal),
    cohortRollbackCommand(terminal),
    cohortWatchCommand(terminal),
    cohortTransitionsCommand(terminal),
    cohortWhyCommand(terminal),
    cohortPopulationCommand(terminal),
  ]) {
    command.addCommand(inner);
  }
  return command;

  async function input(file: string | undefined, options: DefinitionOptions) {
    const definition = await definitionInput(terminal, file, options.text);
    return definition === undefined ? {} : { definition };
  }
}

function instantOf(options: { readonly asOf?: string | undefined }): number | undefined {
  return options.asOf === undefined ? undefined : instantOption(options.asOf, '--as-of', Date.now());
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw problemError(400, 'bad-limit', `${JSON.stringify(text)} is not a whole number from 1 on`, '--limit');
}
