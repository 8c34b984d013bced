import type { Duration } from '../define/language/duration.ts';
import type { EventSelector } from '../define/selector/event-selector.ts';
import { typedDuration } from './ask.ts';
import { selectorOption, wholeOption } from './options.ts';

/** What must not lie between two steps, as specs have it. */
export interface Exclusion {
  readonly event: EventSelector;
  readonly after?: number;
  readonly before?: number;
}

/** An exclusion as it is typed: an event, or one `between 1 and 2`. Throws a ProblemError (400) naming the option. */
export function exclusionOption(text: string, option: string): Exclusion {
  const found = /^(.+?)\s+between\s+(\d+)\s+and\s+(\d+)\s*$/s.exec(text);
  const [, event, after, before] = found ?? [];
  if (event === undefined || after === undefined || before === undefined)
    return { event: selectorOption(text, option) };
  return {
    event: selectorOption(event, option),
    after: wholeOption(after, option),
    before: wholeOption(before, option),
  };
}

/** A conversion window as it is typed: `7d`, `session` (the sender’s), or `pauses` (sessions that end with a pause). */
export function windowOption(text: string, option: string): Duration | { readonly session: string } {
  if (text === 'session') return { session: 'sent' };
  return text === 'pauses' ? { session: 'pauses' } : typedDuration(text, option);
}

/** Numbers from 1 on as they are typed: `2,3`. Throws a ProblemError (400) naming the option. */
export function numbersOption(text: string, option: string): number[] {
  return text.split(',').map((each) => wholeOption(each.trim(), option));
}
