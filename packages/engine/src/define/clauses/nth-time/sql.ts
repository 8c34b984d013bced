import { allOf, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { unreachable } from '../../../util/assert.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { plainSpan, type Window } from '../../language/window.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import type { NthTimeClause } from './schema.ts';

/**
 * One pass over the selector's events up to the window's end. The n-th is in the window when fewer than n came before it and at
 * least n before its end: nothing has to be sorted.
 */
export function nthTimeSql(clause: NthTimeClause, context: SqlContext): UnitSet {
  const { window } = clause;
  const n = param.int(clause.n);
  const rows = windowTimeline(untilItsEnd(window), selectorSql(clause.event), context);
  const conditions = [sql`count() >= ${n}`];
  if (window.kind !== 'first' && window.kind !== 'ever') {
    const { after } = plainSpan(window, context.asOf);
    conditions.push(sql`countIf(t <= ${param.int(after)}) < ${n}`);
  }
  return unitsOf(sql`SELECT unit FROM (${rows}) GROUP BY unit HAVING ${allOf(conditions)}`);
}

/** All of a history up to where the window ends. In the first while of a unit nothing comes before it. */
function untilItsEnd(window: Window): Window {
  switch (window.kind) {
    case 'last':
    case 'since':
    case 'ever':
      return { kind: 'ever' };
    case 'between':
      return { kind: 'between', from: 0, to: window.to };
    case 'first':
      return window;
    default:
      return unreachable(window);
  }
}
