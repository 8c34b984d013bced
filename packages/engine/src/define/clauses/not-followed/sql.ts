import { allOf, type Sql, sql } from '../../../store/sql/fragment.ts';
import { instant, param } from '../../../store/sql/parameter.ts';
import { chainEnds, chainGroups, chainRows, keepBits, nextTimes } from '../../compile/chain-sql.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline, withKnownSince } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import type { SqlContext } from '../define-clause.ts';
import type { NotFollowedClause } from './schema.ts';

/**
 * One pass over the events of all steps and the unwanted ones, which have a bit of their own: see chain-sql.ts. Of every event that
 * ends a chain the next unwanted one is looked at.
 */
export function notFollowedSql(clause: NotFollowedClause, context: SqlContext): UnitSet {
  const { steps, within } = clause;
  const wait = param.int(durationMs(within));
  const groups = chainGroups(steps, rowsOf(clause, context), [sql`unit`]);
  const holds = allOf([
    sql`began >= 0`,
    sql`at <= ${param.int(context.asOf - durationMs(within))}`,
    sql`unwanted < 0 OR unwanted - at > ${wait}`,
  ]);
  return unitsOf(
    sql`SELECT unit FROM (${groups})
      WHERE arrayExists((began, at, unwanted) -> ${holds}, ${chainEnds(steps)}, times, ${nextTimes(steps.length)})`,
  );
}

/** Where the window ends before the instant, what comes after its end is no step any more, and still unwanted. */
function rowsOf({ steps, without, window }: NotFollowedClause, context: SqlContext): Sql {
  const { where, column, bits } = chainRows([...steps, without]);
  const outside = keepBits(sql`step_bits`, steps.length);
  switch (window.kind) {
    case 'last':
    case 'since':
    case 'ever':
      return windowTimeline(window, where, context, [column]);
    case 'between': {
      const inside = sql`if(time < ${instant(window.to)}, ${bits}, ${keepBits(bits, steps.length)}) AS step_bits`;
      return windowTimeline({ kind: 'since', from: window.from }, where, context, [inside]);
    }
    case 'first': {
      const rows = withKnownSince(windowTimeline({ kind: 'ever' }, where, context, [column]), context);
      const end = sql`known_since + ${param.int(durationMs(window.duration))}`;
      return sql`SELECT * EXCEPT (known_since) REPLACE (if(t < ${end}, step_bits, ${outside}) AS step_bits) FROM (${rows})`;
    }
  }
}
