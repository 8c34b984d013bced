import type { CliCommand } from '../cli.ts';
import { count, instantText } from '../output/numbers.ts';
import { table } from '../output/table.ts';

interface Status {
  readonly version: string;
  readonly project: { readonly name: string; readonly timeZone: string; readonly accountGroup: string };
  readonly events: number;
  readonly users: number;
  readonly lastReceived: number | null;
  readonly rejectedLastDay: number;
}

export const statusCommand: CliCommand = (program, { cli }) => {
  program
    .command('status')
    .description('what a project holds and how it is doing')
    .action(() =>
      cli.withEngine(async (engine) => {
        const status = await engine.request<Status>('GET', '/api/v1/status');
        cli.show({ where: engine.where, ...status }, (value) =>
          table(
            [{ title: 'cusp' }, { title: value.version }],
            [
              ['answered by', value.where],
              ['project', value.project.name],
              ['time zone', value.project.timeZone],
              ['account group', value.project.accountGroup],
              ['events', count(value.events)],
              ['users and devices', count(value.users)],
              ['last received', instantText(value.lastReceived)],
              ['refused in 24 h', count(value.rejectedLastDay)],
            ],
            cli.terminal.width,
          ),
        );
      }),
    );
};
