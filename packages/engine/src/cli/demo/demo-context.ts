import type { Instant } from '../../model/time.ts';
import type { Terminal } from '../context.ts';
import type { Engine } from '../engine-client.ts';
import { wrapped } from '../output/wrap.ts';

const INDENT = '   ';

/** What every step of the demo works with. */
export interface DemoContext {
  readonly engine: Engine;
  readonly terminal: Terminal;
  /** The world's last instant: the demo's "now". */
  readonly end: Instant;
}

/** One question through the query door. */
export async function ask<Answer>(context: DemoContext, spec: object): Promise<Answer> {
  return (await context.engine.request<{ answer: Answer }>('POST', '/api/v1/query', spec)).answer;
}

/** A step's heading: its number, its name, and the question in a user's words. */
export function heading(context: DemoContext, number: number, name: string, question: string): void {
  context.terminal.out(`\n${number}. ${name.toUpperCase()}  ${question}\n`);
}

/** Prose of a step, broken to fit and indented under its heading. */
export function tell(context: DemoContext, ...paragraphs: readonly string[]): void {
  for (const text of paragraphs) context.terminal.out(wrapped(text, INDENT));
}

/** Lines of a step, indented under its heading. */
export function say(context: DemoContext, ...lines: readonly string[]): void {
  for (const line of lines.flatMap((text) => text.split('\n')))
    context.terminal.out(line === '' ? '' : `${INDENT}${line}`);
}
