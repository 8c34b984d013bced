import { parseCohort } from '../define/language/parse.ts';
import type { EventSelector } from '../define/selector/event-selector.ts';
import { problemError } from '../util/problem-error.ts';

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
  readonly window: { readonly kind: string };
}): boolean {
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
  const ms = /^\d{10,}$/.test(text)
    ? Number(text)
    : Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
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
