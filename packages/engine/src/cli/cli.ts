import type { Command } from 'commander';
import type { Config, ConfigOverrides } from '../config.ts';
import type { Clock } from '../model/time.ts';
import type { EngineClient } from './engine-client.ts';
import type { Terminal } from './output/terminal.ts';

/** What a command has at hand. */
export interface Cli {
  readonly terminal: Terminal;
  /** From the environment, the global options and a command's own. Throws a ProblemError when they do not fit. */
  config(own?: ConfigOverrides): Config;
  /** Runs `work` with the engine and closes it, however `work` ends. */
  withEngine<Result>(work: (engine: EngineClient) => Promise<Result>): Promise<Result>;
  /** Prints the answer of a command: with --json the value itself, else what `text` makes of it. */
  show<Value>(value: Value, text: (value: Value) => string): void;
  /** True with --json: nothing but the answer may go to stdout. */
  readonly json: () => boolean;
}

/** Adds one command with its options to the program. One file each in commands/, listed in commands/registry.ts. */
export type CliCommand = (program: Command, context: CommandContext) => void;

export interface CommandContext {
  readonly cli: Cli;
  readonly clock: Clock;
  readonly version: string;
}
