import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { alertCommand } from './commands/alert.ts';
import { backtestCommand } from './commands/backtest.ts';
import { cohortCommand } from './commands/cohort.ts';
import { demoCommand } from './commands/demo.ts';
import { destinationCommand } from './commands/destination.ts';
import { driversCommand } from './commands/drivers.ts';
import { eventsCommand } from './commands/events.ts';
import { exportCommand } from './commands/export.ts';
import { frequencyCommand } from './commands/frequency.ts';
import { funnelCommand } from './commands/funnel.ts';
import { importCommand } from './commands/import.ts';
import { journeyCommand } from './commands/journey.ts';
import { keyCommand } from './commands/key.ts';
import { lifecycleCommand } from './commands/lifecycle.ts';
import { lookupCommand } from './commands/lookup.ts';
import { measureCommand } from './commands/measure.ts';
import { openCommand } from './commands/open.ts';
import { projectCommand } from './commands/project.ts';
import { queryCommand } from './commands/query.ts';
import { rejectedCommand } from './commands/rejected.ts';
import { retentionCommand } from './commands/retention.ts';
import { segmentCommand } from './commands/segment.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { stickinessCommand } from './commands/stickiness.ts';
import { syncCommand } from './commands/sync.ts';
import { inviteCommand, teamCommand } from './commands/team.ts';
import { usageIntervalCommand } from './commands/usage-interval.ts';
import { validateCommand } from './commands/validate.ts';
import type { Terminal } from './context.ts';

/** The whole command line. A new command is a file in commands/ and a line here, in the order of the playbook. */
export function cuspProgram(terminal: Terminal): Command {
  const program = new Command('cusp')
    .description('find the users who have outgrown their plan, prove the signal, reach them')
    .version(VERSION)
    .option('--json', 'print the answer as JSON')
    .option('--project <name>', 'which project (default: default)')
    .option('--data <folder>', 'data folder (default: .cusp, or CUSP_DATA)')
    .option('--url <address>', 'a server elsewhere; its secret key in CUSP_SECRET_KEY')
    .configureHelp({ helpWidth: 80 })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(text.trimEnd().replaceAll(/\s*\n\s*/g, ' ')),
    })
    .exitOverride();
  for (const command of [
    demoCommand(terminal),
    serveCommand(terminal),
    openCommand(terminal),
    importCommand(terminal),
    statusCommand(terminal),
    eventsCommand(terminal),
    rejectedCommand(terminal),
    cohortCommand(terminal),
    withCsv(validateCommand(terminal)),
    withCsv(backtestCommand(terminal)),
    withCsv(retentionCommand(terminal)),
    withCsv(usageIntervalCommand(terminal)),
    withCsv(lifecycleCommand(terminal)),
    withCsv(stickinessCommand(terminal)),
    withCsv(frequencyCommand(terminal)),
    withCsv(funnelCommand(terminal)),
    withCsv(journeyCommand(terminal)),
    withCsv(driversCommand(terminal)),
    withCsv(segmentCommand(terminal)),
    // Whoever thinks of the people of the app when they read `user` is let in as well.
    withCsv(lookupCommand(terminal, 'user'))
      .usage('[options] [id]')
      .helpCommand(false)
      .addCommand(inviteCommand(terminal), { hidden: true }),
    withCsv(lookupCommand(terminal, 'account')),
    withCsv(queryCommand(terminal)),
    exportCommand(terminal),
    destinationCommand(terminal),
    syncCommand(terminal),
    alertCommand(terminal),
    withCsv(measureCommand(terminal)),
    projectCommand(terminal),
    keyCommand(terminal),
    teamCommand(terminal),
  ]) {
    program.addCommand(inherit(command, program));
  }
  return program;
}

/** A verb of an analysis: its answer's rows can be had as CSV. */
function withCsv(command: Command): Command {
  return command.option('--csv', "print the answer's rows as CSV");
}

/** Errors of a command's own commands must be answered like its own, and not by leaving the process. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) inherit(inner, command);
  return command;
}
