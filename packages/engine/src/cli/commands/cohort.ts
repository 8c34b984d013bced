import { Command } from 'commander';
import type { Terminal } from '../context.ts';
import { cohortCheckCommand } from './cohort-check.ts';

/** `cusp cohort …`: definitions of who is meant. */
export function cohortCommand(terminal: Terminal): Command {
  const cohort = new Command('cohort').description('who is meant: definitions and their members');
  for (const command of [cohortCheckCommand(terminal)]) cohort.addCommand(command);
  return cohort;
}
