import { InvalidArgumentError } from 'commander';
import type { CohortDefinition } from '../define/language/ast.ts';
import { parseCohort } from '../define/language/parse.ts';
import { readCohort } from '../define/language/read-cohort.ts';
import type { EventSelector } from '../define/selector/event-selector.ts';
import { ProblemError, problemError } from '../util/problem-error.ts';

/** Makes one of the readers below a reader that commander asks: what it refuses is misuse, in its own words. */
export function typed<T>(read: (text: string, option: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text, '');
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new InvalidArgumentError(error.problems.map(({ message }) => message).join('; '));
    }
  };
}

/** The same for an argument that may be given several times. */
export function typedList<T>(
  read: (text: string, option: string) => T,
): (text: string, before: readonly T[] | undefined) => readonly T[] {
  return (text, before) => [...(before ?? []), typed(read)(text)];
}

/**
 * An event selector as it is typed after an option: in the language's words (`limit_hit where limit = "seats"`, `any of (a, b)`), or
 * an event's bare name, spaces and all (`Submit Upgrade`). Throws a ProblemError (400) naming the option.
 */
export function selectorOption(text: string, option: string): EventSelector {
  const parsed = parseCohort(`users who did ${text}`);
  if (parsed.ok && parsed.value.where.kind === 'event-count' && isPlain(parsed.value.where))
    return parsed.value.where.event;
  if (text.trim() !== '' && !/["()]|\bwhere\b/.test(text)) return { names: [text.trim()], filters: [] };
  const why = parsed.ok ? 'name events only, without counts and windows' : parsed.problems[0]?.message;
  throw problemError(400, 'bad-selector', `${JSON.stringify(text)} does not select events: ${why}`, option);
}

function isPlain(clause: {
  readonly op: string;
  readonly count: number;
  readonly together?: unknown;
  readonly window: { readonly kind: string };
}): boolean {
  if (clause.together !== undefined) return false;
  return clause.op === 'at-least' && clause.count === 1 && clause.window.kind === 'ever';
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** An elapsed time as it is typed: `14d`, `30 min`, `24h`. In ms. Throws a ProblemError (400) naming the option. */
export function durationOption(text: string, option: string): number {
  const found = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d|w)\s*$/.exec(text);
  const size = UNIT_MS[found?.[2] ?? ''];
  if (!found || size === undefined) {
    throw problemError(
      400,
      'bad-duration',
      `${JSON.stringify(text)} is not a duration: write such as 14d, 24h or 30min`,
      option,
    );
  }
  return Math.round(Number(found[1]) * size);
}

/** An instant as it is typed: a date (00:00 UTC), an ISO time, ms since 1970, or `now`. Throws a ProblemError (400). */
export function instantOption(text: string, option: string, now: number): number {
  if (text === 'now') return now;
  const ms = writtenInstant(text);
  if (!Number.isFinite(ms)) {
    throw problemError(
      400,
      'bad-instant',
      `${JSON.stringify(text)} is not an instant: write such as 2026-01-31 or 2026-01-31T09:00:00Z`,
      option,
    );
  }
  return ms;
}

/** Does `instantOption` read it? */
export function isInstant(text: string): boolean {
  return text === 'now' || Number.isFinite(writtenInstant(text));
}

function writtenInstant(text: string): number {
  if (/^\d{10,}$/.test(text)) return Number(text);
  return Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}

/** A whole number from 1 on. Throws a ProblemError (400) naming the option. */
export function wholeOption(text: string, option: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw problemError(400, 'bad-number', `${JSON.stringify(text)} is not a whole number from 1 on`, option);
}

/** A property as it is typed: `limit` of the event itself, `user.plan` of its user. */
export function propertyOption(text: string, option: string): { scope: 'event' | 'user'; property: string } {
  const found = /^(?:(event|user)\.)?(.+)$/s.exec(text);
  if (found?.[2] === undefined) throw problemError(400, 'bad-property', 'name a property', option);
  return { scope: found[1] === 'user' ? 'user' : 'event', property: found[2] };
}

/** A property to break down by: the same, or `account.tier` of the account. */
export function breakdownOption(
  text: string,
  option: string,
): { scope: 'event' | 'user' | 'account'; property: string } {
  const ofAccount = /^account\.(.+)$/s.exec(text);
  return ofAccount?.[1] === undefined
    ? propertyOption(text, option)
    : { scope: 'account', property: ofAccount[1] };
}

/** A cohort as it is typed: the name of a saved one, or a definition (`users who did …`). Throws a ProblemError (400) naming the option. */
export function cohortOption(text: string, option: string): string | CohortDefinition {
  if (!/^\s*((users|accounts)\s+who\b|\{)/.test(text)) return text;
  const read = readCohort(text);
  if (read.ok) return read.value;
  const [first] = read.problems;
  throw problemError(400, 'bad-cohort', `it does not define a cohort: ${first?.message}`, option);
}

/** `instantOption` as commander asks it, with `now` the clock's. */
export const typedInstant = typed((text, option) => instantOption(text, option, Date.now()));
