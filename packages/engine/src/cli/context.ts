import { type Config, loadConfig } from '../config.ts';
import { type Engine, openEngine } from './engine-client.ts';

/** What every command may be told. */
export interface GlobalOptions {
  readonly json?: boolean | undefined;
  /** Of the verbs of analyses. */
  readonly csv?: boolean | undefined;
  readonly project?: string | undefined;
  readonly data?: string | undefined;
  readonly url?: string | undefined;
}

/** Where a command's words go. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches standard error: then progress redraws a line. */
  readonly interactive: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  interactive: process.stderr.isTTY === true,
};

export function configOf(options: GlobalOptions): Config {
  return loadConfig({ data: options.data, url: options.url });
}

/** Runs `work` with Cusp open and closes it whatever happens. */
export async function withEngine<T>(
  options: GlobalOptions,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(configOf(options), options.project);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Prints an answer: as JSON for programs, else as `words` puts it. */
export function answered<T>(
  terminal: Terminal,
  options: GlobalOptions,
  answer: T,
  words: (answer: T) => string,
): void {
  terminal.out(options.json ? JSON.stringify(answer, null, 2) : words(answer));
}
