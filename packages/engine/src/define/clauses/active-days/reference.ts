import type { History } from '../../../model/history.ts';
import { DAY_MS } from '../../../model/time.ts';
import { localTime } from '../../../util/calendar.ts';
import { windowSpan } from '../../language/window.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import { countHolds } from '../event-count/reference.ts';
import type { ActiveDaysClause } from './schema.ts';

export function activeDaysReference(
  clause: ActiveDaysClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const events = history.events.filter(
    (event) => event.time > after && event.time <= until && selects(event, clause.event),
  );
  const zone = clause.timeZone ?? 'UTC';
  const days = new Set(events.map((event) => Math.floor(localTime(event.time, zone) / DAY_MS)));
  return countHolds(days.size, clause.op, clause.days);
}
