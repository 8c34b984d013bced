import { Command } from 'commander';
import { answered, type GlobalOptions, type Terminal, withEngine } from '../context.ts';
import { count, instantText } from '../output/format.ts';

interface Status {
  readonly version: string;
  readonly project: { readonly name: string; readonly timeZone: string; readonly accountGroup: string };
  readonly events: number;
  readonly users: number;
  readonly lastReceived: number | null;
  readonly rejectedLastDay: number;
}

/** `cusp status`: what the project holds and whether anything needs a look. */
export function statusCommand(terminal: Terminal): Command {
  return new Command('status')
    .description('what a project holds and how it is doing')
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const status = await withEngine(options, (engine) => engine.request<Status>('GET', '/api/v1/status'));
      answered(terminal, options, status, words);
    });
}

function words(status: Status): string {
  const last = status.lastReceived === null ? 'nothing received yet' : instantText(status.lastReceived);
  return [
    `project        ${status.project.name} (${status.project.timeZone})`,
    `events         ${count(status.events)}`,
    `users          ${count(status.users)}`,
    `last received  ${last}`,
    `refused        ${count(status.rejectedLastDay)} in the last 24 hours${status.rejectedLastDay > 0 ? ': see `cusp rejected`' : ''}`,
    `version        ${status.version}`,
  ].join('\n');
}
