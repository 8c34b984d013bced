import { Command, CommanderError } from 'commander';
import { pino } from 'pino';
import type { AppOptions } from '../app.ts';
import { type Config, type ConfigOverrides, loadConfig } from '../config.ts';
import type { Clock } from '../model/time.ts';
import { EventStoreError } from '../store/event-store.ts';
import { RecordStoreError } from '../store/record-store.ts';
import { ProblemError } from '../util/problem-error.ts';
import type { Cli } from './cli.ts';
import { commands } from './commands/registry.ts';
import { openEngine } from './engine-client.ts';
import type { Terminal } from './output/terminal.ts';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

interface GlobalOptions extends ConfigOverrides {
  readonly json?: boolean | undefined;
  readonly project?: string | undefined;
}

export interface Surroundings {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs one command line, without the name of the program. Gives the exit code: 0 done, 1 failed, 2 misused. */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal, clock, version, env } = surroundings;
  const program = new Command('cusp')
    .description('Finds the users who have outgrown their plan, proves it, and reaches them.')
    .version(version)
    .option('--json', 'print the answer as JSON')
    .option('--project <name>', 'which project is meant (default: default)')
    .option('--data <dir>', 'the data directory (default: CUSP_DATA or ./.cusp)')
    .option('--url <url>', 'talk to this server; takes CUSP_SECRET_KEY')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(text.replace(/^error: /, 'cusp: ')),
    })
    .showHelpAfterError('(cusp help shows the commands)')
    .configureHelp({ helpWidth: Math.min(terminal.width, 100) });

  const given = (): GlobalOptions => program.opts<GlobalOptions>();
  const config = (own?: ConfigOverrides): Config => loadConfig({ ...given(), ...own }, env);
  const cli: Cli = {
    terminal,
    config,
    json: () => given().json === true,
    async withEngine(work) {
      const read = config();
      const log: AppOptions['log'] = pino({ level: quieter(read.logLevel) }, pino.destination(2));
      const engine = await openEngine(read, given().project, { clock, log, version }, (write, secret) =>
        terminal.err(
          `made the project "default": write key ${write}, secret key ${secret} (shown this once)\n`,
        ),
      );
      try {
        return await work(engine);
      } finally {
        await engine.close();
      }
    },
    show(value, text) {
      terminal.out(`${cli.json() ? JSON.stringify(value, undefined, 2) : text(value)}\n`);
    },
  };
  for (const command of commands) command(program, { cli, clock, version });
  try {
    await program.parseAsync(args, { from: 'user' });
    return DONE;
  } catch (error) {
    return tell(error, terminal, env.CUSP_LOG === 'debug');
  }
}

/** A command prints its answer; what the engine logs beside it matters only when it is wrong. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}

function tell(error: unknown, terminal: Terminal, withStack: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
  if (error instanceof ProblemError) {
    for (const { path, message } of error.problems) {
      terminal.err(`cusp: ${path === '' ? message : `${path}: ${message}`}\n`);
    }
    return error.problems.some((problem) => /^(CUSP_|CLICKHOUSE_|DATABASE_)/.test(problem.path))
      ? MISUSED
      : FAILED;
  }
  const known = error instanceof EventStoreError || error instanceof RecordStoreError;
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`cusp: ${known ? '' : 'unexpected: '}${message.split('\n', 1)[0]}\n`);
  if (withStack && error instanceof Error) terminal.err(`${error.stack}\n`);
  return FAILED;
}
