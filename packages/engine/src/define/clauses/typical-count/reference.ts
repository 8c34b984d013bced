import type { History } from '../../../model/history.ts';
import { must } from '../../../util/assert.ts';
import { plainSpan } from '../../language/window.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { TypicalCountClause } from './schema.ts';

export function typicalCountReference(
  clause: TypicalCountClause,
  history: History,
  context: ReferenceContext,
): boolean {
  const typical = typicalOnce(clause, context);
  return typical !== undefined && countOf(clause, history, context) >= Math.max(1, typical);
}

const found = new WeakMap<ReferenceContext, Map<TypicalCountClause, number | undefined>>();

/** The same for every history of one population and instant: worked out for the first. */
function typicalOnce(clause: TypicalCountClause, context: ReferenceContext): number | undefined {
  const known = found.get(context) ?? new Map<TypicalCountClause, number | undefined>();
  found.set(context, known);
  if (!known.has(clause)) known.set(clause, typicalCountOf(clause, context));
  return known.get(clause);
}

/** How often the member at the percentile did it, those included who never did; undefined when there is no member. */
function typicalCountOf(clause: TypicalCountClause, context: ReferenceContext): number | undefined {
  const { where } = must(context.cohorts.definition(clause.cohort), `cohort ${clause.cohort}`);
  const members = context.population.filter(
    (history) => history.knownSince <= context.asOf && context.holds(history, where),
  );
  const counts = members.map((history) => countOf(clause, history, context)).sort((a, b) => a - b);
  return counts[Math.floor((clause.percentile * counts.length + 99) / 100) - 1];
}

function countOf(clause: TypicalCountClause, history: History, { asOf }: ReferenceContext): number {
  const { after, until } = plainSpan(clause.window, asOf);
  return history.events.filter(
    (event) => event.time > after && event.time <= until && selects(event, clause.event),
  ).length;
}
