import type { CliCommand } from '../cli.ts';
import { table } from '../output/table.ts';

interface Project {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly accountGroup: string;
}

interface Settings {
  readonly timeZone?: string | undefined;
  readonly accountGroup?: string | undefined;
}

const COLUMNS = ['id', 'name', 'time zone', 'account group'].map((title) => ({ title }));

export const projectCommand: CliCommand = (program, { cli }) => {
  const project = program.command('project').description('the products whose events are kept apart');
  const show = (projects: readonly Project[]): string =>
    table(
      COLUMNS,
      projects.map((p) => [p.id, p.name, p.timeZone, p.accountGroup]),
      cli.terminal.width,
    );

  project
    .command('list')
    .description('all projects')
    .action(() =>
      cli.withEngine(async (engine) => {
        const found = await engine.request<{ projects: readonly Project[] }>('GET', '/api/v1/projects');
        cli.show(found, ({ projects }) => show(projects));
      }),
    );

  project
    .command('create')
    .description('make a project; `cusp key create --project <name>` makes its keys')
    .argument('<name>')
    .option('--time-zone <zone>', 'of its calendar days, such as Europe/Berlin')
    .option('--account-group <type>', 'the group type that senders use for an account')
    .action((name: string, settings: Settings) =>
      cli.withEngine(async (engine) => {
        const made = await engine.request<Project>('POST', '/api/v1/projects', { name, ...settings });
        cli.show(made, (value) => show([value]));
      }),
    );

  project
    .command('set')
    .description('change the project named by --project')
    .option('--time-zone <zone>', 'of its calendar days, such as Europe/Berlin')
    .option('--account-group <type>', 'the group type that senders use for an account')
    .action((settings: Settings) =>
      cli.withEngine(async (engine) => {
        const changed = await engine.request<Project>('PATCH', '/api/v1/project', settings);
        cli.show(changed, (value) => show([value]));
      }),
    );
};
