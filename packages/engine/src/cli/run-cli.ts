import { CommanderError } from 'commander';
import { EventStoreError } from '../store/event-store.ts';
import { RecordStoreError } from '../store/record-store.ts';
import { ProblemError } from '../util/problem-error.ts';
import type { Terminal } from './context.ts';
import { InterruptedError } from './interruptible.ts';
import { cuspProgram } from './program.ts';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;
/** What shells say of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Runs one command line and says its exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C. A failure is one line. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await cuspProgram(terminal).parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
    terminal.err(`cusp: ${sentence(error)}`);
    if (error instanceof InterruptedError) return INTERRUPTED;
    return FAILED;
  }
}

function sentence(error: unknown): string {
  if (error instanceof ProblemError) return oneLine(error.message);
  if (error instanceof EventStoreError || error instanceof RecordStoreError) return oneLine(error.message);
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return oneLine(error.message + cause);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
