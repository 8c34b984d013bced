import { answerCsv } from '../analyse/query/answer-csv.ts';
import type { QueryAnswer } from '../analyse/query/run-query.ts';
import type { Duration } from '../define/language/duration.ts';
import type { PlainWindow } from '../define/language/window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from '../model/time.ts';
import { problemError } from '../util/problem-error.ts';
import type { Problem } from '../util/result.ts';
import { answered, type GlobalOptions, type Terminal, withEngine } from './context.ts';
import { durationOption, instantOption } from './options.ts';
import { putQuestion } from './put-question.ts';
import { answerWords } from './render/answer-words.ts';

/** Puts a question through the query door and prints what it says; its warnings on standard error. */
export async function ask(terminal: Terminal, options: GlobalOptions, question: unknown): Promise<void> {
  printAnswer(
    terminal,
    options,
    await withEngine(options, (engine) => putQuestion(engine, terminal, question)),
  );
}

/** Prints an answer of the query door; its warnings on standard error. */
export function printAnswer(terminal: Terminal, options: GlobalOptions, answer: QueryAnswer): void {
  printWarnings(terminal, answer.warnings);
  if (options.csv) terminal.out(answerCsv(answer.answer).trimEnd());
  else answered(terminal, options, answer, answerWords);
}

/** A line on standard error for each, so that they are never among the rows. */
export function printWarnings(terminal: Terminal, warnings: readonly Problem[]): void {
  for (const { path, message } of warnings) terminal.err(`warning: ${path}: ${message}`);
}

const UNITS = [
  ['week', WEEK_MS],
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
] as const;

/** An elapsed time as it is typed, as a spec has it. Throws a ProblemError (400) naming the option. */
export function typedDuration(text: string, option: string): Duration {
  const ms = durationOption(text, option);
  const [unit, size] = UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? ['millisecond', 1];
  return { amount: ms / size, unit };
}

export interface WindowOptions {
  readonly last?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ever?: boolean | undefined;
}

/** The window that options ask for; undefined when they say nothing of it. */
export function typedWindow(options: WindowOptions): PlainWindow | undefined {
  const ways = [
    options.last !== undefined,
    options.from !== undefined || options.to !== undefined,
    options.ever,
  ];
  if (ways.filter(Boolean).length > 1) {
    throw problemError(400, 'two-windows', 'give one of --last, --from (and --to), --ever', '--last');
  }
  if (options.ever) return { kind: 'ever' };
  if (options.last !== undefined) return { kind: 'last', duration: typedDuration(options.last, '--last') };
  if (options.from === undefined && options.to === undefined) return undefined;
  const now = Date.now();
  const from = options.from === undefined ? 0 : instantOption(options.from, '--from', now);
  if (options.to === undefined) return { kind: 'since', from };
  return { kind: 'between', from, to: instantOption(options.to, '--to', now) };
}

/** An option's list of names, separated by commas. */
export function typedNames(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Numbers separated by commas. Throws a ProblemError (400) naming the option. */
export function typedNumbers(text: string, option: string): number[] {
  return typedNames(text).map((each) => {
    const value = Number(each);
    if (Number.isFinite(value)) return value;
    throw problemError(400, 'bad-number', `${JSON.stringify(each)} is not a number`, option);
  });
}
