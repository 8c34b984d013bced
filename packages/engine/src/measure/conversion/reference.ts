import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { membership } from '../../define/reference/evaluate.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { ConversionQuery } from './to-sql.ts';
import type { ToldUnit } from './told.ts';

/** For each run, who of the told and of the others converted: the plain reading that the SQL must agree with. `owner` says whom a key belongs to now. */
export function conversionReference(
  query: ConversionQuery,
  histories: ReadonlyMap<string, History>,
  cohorts: CohortLookup,
  owner: (key: string) => string,
): { told: number; toldConverted: number; others: number; othersConverted: number }[] {
  const keyOwner = ({ key }: ToldUnit): string => owner(key);
  return query.told.map(({ asOf, units }, at) => {
    const counts = { told: 0, toldConverted: 0, others: 0, othersConverted: 0 };
    const before = new Set([
      ...query.earlier.map(owner),
      ...query.told.slice(0, at).flatMap((run) => run.units.map(keyOwner)),
    ]);
    const told = new Map<string, Instant>();
    for (const unit of units) {
      const id = keyOwner(unit);
      if (!before.has(id)) told.set(id, Math.min(told.get(id) ?? unit.at, unit.at));
    }
    const { comparable } = query;
    const isComparable = comparable && membership(comparable, histories.values(), asOf, cohorts);
    for (const history of histories.values()) {
      const first = history.events.find((event) => selects(event, query.goal));
      const since = told.get(history.id) ?? asOf;
      if (first && first.time <= since) continue;
      const converted = first !== undefined && first.time <= since + query.horizonMs ? 1 : 0;
      if (told.has(history.id)) {
        counts.told += 1;
        counts.toldConverted += converted;
      } else if (!before.has(history.id) && history.knownSince <= asOf && (isComparable?.(history) ?? true)) {
        counts.others += 1;
        counts.othersConverted += converted;
      }
    }
    return counts;
  });
}
