import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import { type CodeLayout, codeSql } from '../../define/funnel/code-layout.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { areSequences, selectorSql, sequenceSelectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { movesKeys, readsSequences, resolveUsers, storedTimeline } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant } from '../../store/sql/parameter.ts';
import { earliestStart, lastRelevant } from './event-layout.ts';
import { returnsOf, selectorsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';

/**
 * One row for each unit with an event that counts: `unit`, `codes` (its returns as code-layout.ts has them, unordered), and where a
 * start is an event `start`, the first one's code or 0, or `starts`, all of them, when they recur.
 *
 * One pass without a join: a unit's events are collected as one integer each, and its start is found beside them. Where keys belong to others the events
 * are collected by stored key, and then the collections by owner.
 */
export function unitCodesSql(
  spec: RetentionSpec,
  only: { readonly cohort: CohortDefinition; readonly asOf: Instant } | undefined,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  const { start } = spec;
  const from = earliestStart(spec);
  const request = {
    project: context.project,
    unit: spec.unit,
    after: from > 0 ? from - 1 : undefined,
    until: lastRelevant(spec, context.asOf),
    // Whoever came back twice has come back.
    sequencesOnly: areSequences(selectorsOf(spec), context.sequenceColumns),
  };
  const toSql = readsSequences(request) ? sequenceSelectorSql : selectorSql;
  const canStart =
    start.kind === 'event' ? allOf([toSql(start.event), sql`time < ${instant(start.to)}`]) : sql`0`;
  const conditions = [canStart, ...returnsOf(spec).map(toSql)];
  const rows = storedTimeline({
    ...request,
    where: anyOf(start.kind === 'event' ? conditions : conditions.slice(1)),
    columns: [sql`${bitsOf(conditions)} AS mark_bits`],
  });
  const members = only
    ? sql`WHERE unit IN (${membersSql(only.cohort, { ...context, asOf: only.asOf })})`
    : sql``;
  const recurs = start.kind === 'event' && start.which === 'recurring';
  const found = start.kind !== 'event' ? sql`` : recurs ? ALL_STARTS : FIRST_START;
  const collected = (of: Sql) => sql`SELECT unit, groupArrayIf(code, mark_bits > 1) AS codes${found}
    FROM (SELECT unit, mark_bits, ${codeSql(layout)} AS code FROM ${of}) GROUP BY unit`;
  if (spec.unit === 'account' || !movesKeys(context.overlay)) return collected(sql`(${rows}) ${members}`);
  const foundAgain = start.kind !== 'event' ? sql`` : recurs ? ALL_STARTS_AGAIN : FIRST_START_AGAIN;
  return sql`SELECT unit, groupArrayArray(codes) AS codes${foundAgain}
    FROM (${resolveUsers(collected(sql`(${rows})`), context.project, context.overlay)}) ${members} GROUP BY unit`;
}

const FIRST_START = sql`, minIf(code, bitTest(mark_bits, 0)) AS start`;
const FIRST_START_AGAIN = sql`, minIf(start, start != 0) AS start`;
const ALL_STARTS = sql`, groupArrayIf(code, bitTest(mark_bits, 0)) AS starts`;
const ALL_STARTS_AGAIN = sql`, groupArrayArray(starts) AS starts`;

/** A bit for each condition that holds, the first lowest. */
function bitsOf(conditions: readonly Sql[]): Sql {
  return conditions
    .map((condition, i) => sql`bitShiftLeft(toUInt8(${condition}), ${unsafeSql(String(i))})`)
    .reduce((all, each) => sql`bitOr(${all}, ${each})`);
}
