import { NO_SESSION } from '../../model/event.ts';
import type { HistoryEvent } from '../../model/history.ts';
import { type Instant, MINUTE_MS } from '../../model/time.ts';

/** Out of a sender's sessions, a pause longer than this starts a new one; a pause of exactly this long does not. */
export const SESSION_GAP_MS = 30 * MINUTE_MS;

/**
 * `tracked`: the sender's session ids; what happened out of any session is split by pauses.
 * `gap`: pauses alone, whatever the sender says.
 */
export type SessionRule = 'tracked' | 'gap';

/** One visit. Its length is the time from its first to its last event: a visit of one event is 0 ms long. */
export interface Session {
  /** The sender's id, or NO_SESSION for one found by pauses. */
  readonly sessionId: number;
  readonly start: Instant;
  readonly lengthMs: number;
  readonly events: number;
}

/** For each event of an ordered history, the number of its session: counted from 0 in order of first events. */
export function sessionNumbers(
  events: readonly Pick<HistoryEvent, 'time' | 'sessionId'>[],
  rule: SessionRule,
): number[] {
  const tracked = new Map<number, number>();
  let untracked = -1;
  let lastUntracked = Number.NEGATIVE_INFINITY;
  let count = 0;
  return events.map((event) => {
    if (rule === 'tracked' && event.sessionId !== NO_SESSION) {
      const number = tracked.get(event.sessionId) ?? count++;
      tracked.set(event.sessionId, number);
      return number;
    }
    if (event.time - lastUntracked > SESSION_GAP_MS) untracked = count++;
    lastUntracked = event.time;
    return untracked;
  });
}

/** The sessions of an ordered history, by start. The plain reading of what sessions-sql.ts does for all units. */
export function sessionsOf(events: readonly HistoryEvent[], rule: SessionRule): Session[] {
  const sessions: { sessionId: number; start: Instant; lengthMs: number; events: number }[] = [];
  sessionNumbers(events, rule).forEach((number, i) => {
    const event = events[i];
    if (!event) return;
    const session = sessions[number];
    if (session) {
      session.lengthMs = event.time - session.start;
      session.events += 1;
    } else {
      const sessionId = rule === 'tracked' ? event.sessionId : NO_SESSION;
      sessions[number] = { sessionId, start: event.time, lengthMs: 0, events: 1 };
    }
  });
  return sessions;
}
