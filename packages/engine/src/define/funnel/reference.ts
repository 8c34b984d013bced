import { NO_SESSION } from '../../model/event.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import { selects } from '../selector/event-selector.ts';
import { labelsOf } from '../selector/labels.ts';
import { everyWay } from './every-way.ts';
import { groupsOf, type KeyedEvent } from './groups.ts';
import type { PathPlan } from './path-plan.ts';
import { type FunnelPath, type Period, pathsOf } from './paths.ts';

/** The meaning of a funnel: every path that counts, of the histories of those who take part. For short histories only. */
export function funnelPaths(
  plan: PathPlan,
  histories: Iterable<History>,
  period?: Period | undefined,
): FunnelPath<HistoryEvent>[] {
  return [...histories].flatMap((history) => {
    const { id, knownSince } = history;
    const groups = groupsOf(keyedEvents(history, plan), plan);
    return pathsOf({ id, knownSince, groups }, plan, everyWay, period);
  });
}

/** What of a history can be in a path, and what it is taken apart by. */
export function keyedEvents({ events }: History, plan: PathPlan): KeyedEvent<HistoryEvent>[] {
  return events
    .filter(({ time }) => time >= plan.begins.from && time <= plan.asOf)
    .map((event) => ({
      event,
      marks: marksOf(event, plan),
      session: sessionOf(event, plan),
      held: plan.spec.holdConstant.map(({ scope, property }) =>
        labelsOf((scope === 'event' ? event.properties : event.userProperties)[property]),
      ),
    }));
}

/** Where it may begin a path is for the plan to say. */
function marksOf(event: HistoryEvent, { marks }: PathPlan): Set<number> {
  const own = marks.flatMap(({ any, none }, mark) =>
    any.some((each) => selects(event, each)) && !none.some((each) => selects(event, each)) ? [mark] : [],
  );
  return new Set(own);
}

function sessionOf({ user, sessionId }: HistoryEvent, { session }: PathPlan): string | undefined {
  if (session !== 'sent') return user;
  return sessionId === NO_SESSION ? undefined : `${user} ${sessionId}`;
}
