import { NO_SESSION } from '../../model/event.ts';
import type { HistoryEvent } from '../../model/history.ts';

/**
 * The events of each session, in their order. A session is one of one user, whoever's history this is; what happened out of any
 * session is left out.
 */
export function sessionsOf(events: readonly HistoryEvent[]): readonly (readonly HistoryEvent[])[] {
  const sessions = new Map<string, HistoryEvent[]>();
  for (const event of events) {
    if (event.sessionId === NO_SESSION) continue;
    const key = `${event.user} ${event.sessionId}`;
    const session = sessions.get(key);
    if (session) session.push(event);
    else sessions.set(key, [event]);
  }
  return [...sessions.values()];
}
