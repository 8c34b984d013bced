import type { History } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { TrendClause } from './schema.ts';

export function trendReference(clause: TrendClause, history: History, { asOf }: ReferenceContext): boolean {
  const period = durationMs(clause.period);
  const count = (after: number, until: number): number =>
    history.events.filter(({ time }) => time > after && time <= until).filter((e) => selects(e, clause.event))
      .length;
  return trendHolds(clause, count(asOf - period, asOf), count(asOf - 2 * period, asOf - period));
}

/** The product is one of two doubles, rounded as IEEE 754 says: the same in every engine. */
export function trendHolds({ op, factor }: TrendClause, now: number, before: number): boolean {
  return op === 'at-least' ? now >= 1 && now >= factor * before : before >= 1 && now <= factor * before;
}
