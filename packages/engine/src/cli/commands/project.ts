import { Command } from 'commander';
import { defused } from '../../define/language/visible.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { table } from '../output/table.ts';

interface Project {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly accountGroup: string;
}

interface Settings extends GlobalOptions {
  readonly timeZone?: string | undefined;
  readonly accountGroup?: string | undefined;
}

/** `cusp project`: products whose events are kept apart, and what their days and accounts mean. */
export function projectCommand(terminal: Terminal): Command {
  const command = new Command('project').description('list, make and change projects');
  command
    .command('list')
    .description('the projects of this server')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const answer = await withEngine(options, (engine) =>
        engine.request<{ projects: Project[] }>('GET', '/api/v1/projects'),
      );
      answered(terminal, options, answer, ({ projects }) => words(projects));
    });
  withSettings(command.command('create <name>').description('make a project')).action(
    async (name: string, _, self: Command) => {
      const options = self.optsWithGlobals<Settings>();
      const made = await withEngine(options, (engine) =>
        engine.request<Project>('POST', '/api/v1/projects', { name, ...settings(options) }),
      );
      answered(terminal, options, made, (project) => words([project]));
    },
  );
  withSettings(command.command('set').description('change the project that --project names')).action(
    async (_, self: Command) => {
      const options = self.optsWithGlobals<Settings>();
      if (options.timeZone === undefined && options.accountGroup === undefined)
        self.error('error: give --time-zone or --account-group');
      const changed = await withEngine(options, (engine) =>
        engine.request<Project>('PATCH', '/api/v1/project', settings(options)),
      );
      answered(terminal, options, changed, (project) => words([project]));
    },
  );
  return command;
}

function withSettings(command: Command): Command {
  return command
    .option('--time-zone <zone>', 'of its days and calendar windows, such as Europe/Berlin')
    .option('--account-group <type>', 'the group type that senders use for an account');
}

function settings({ timeZone, accountGroup }: Settings): object {
  return { timeZone, accountGroup };
}

function words(projects: readonly Project[]): string {
  return table(projects, [
    { title: 'name', cell: (project) => defused(project.name), flexible: true },
    { title: 'time zone', cell: (project) => project.timeZone },
    { title: 'account group', cell: (project) => defused(project.accountGroup), flexible: true },
    { title: 'id', cell: (project) => project.id },
  ]);
}
