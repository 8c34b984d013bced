import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import { jsonValue } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { labelsSql } from '../../define/selector/labels.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { propertyAtValue, withPropertyAt } from '../scope/property-at.ts';
import { withSegments } from '../scope/segments.ts';
import { OTHER } from '../segmentation/value-label.ts';
import { lastRelevant } from './event-layout.ts';
import { BASELINE, EVERYBODY, MEMBERS, segmentGroup, sharedGroup, valueGroup } from './group-label.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import type { RetentionBreakdownSpec, RetentionSpec } from './spec.ts';

/** Values of the breakdown that have a group each; the others come together. Encoded as labels.ts has them. */
export type ListedValues = readonly string[];

/**
 * The rows of coursesSql, those of units that are in no group left out, with a column `label` and a row for each group that a start
 * counts in. Everybody alone costs nothing.
 */
export function labelledSql(
  courses: Sql,
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  context: MembersContext,
  listed: ListedValues,
): Sql {
  let rows = courses;
  const labels: Sql[] = [];
  if (cohorts.compare) {
    const { members, baseline, asOf } = cohorts.compare;
    const at = { ...context, asOf };
    rows = sql`SELECT *, unit IN (${membersSql(members, at)}) AS is_member FROM (${rows})`;
    if (baseline)
      rows = sql`SELECT * FROM (${rows}) WHERE is_member OR unit IN (${membersSql(baseline, at)})`;
    labels.push(sql`[if(is_member, ${param.string(MEMBERS)}, ${param.string(BASELINE)})]`);
  }
  if (cohorts.segments) {
    rows = withSegments(rows, cohorts.segments, { ...context, asOf: cohorts.membersAsOf });
    const places = cohorts.segments.map((_, place) => place);
    labels.push(
      sql`arrayMap(place -> ${param.strings(places.map(segmentGroup))}[place + 1], segments)`,
      sql`if(has(segments, 0), arrayMap(place -> ${param.strings(places.map(sharedGroup))}[place + 1], arrayFilter(place -> place > 0, segments)), [])`,
    );
  }
  if (spec.breakdown) {
    rows = withValues(rows, spec, spec.breakdown, context);
    const shown = sql`arrayDistinct(arrayMap(value -> if(value IN ${param.strings(['', ...listed])}, value, ${param.string(OTHER)}), start_values))`;
    labels.push(sql`arrayMap(value -> concat(${param.string(valueGroup(''))}, value), ${shown})`);
  }
  if (labels.length === 0) return sql`SELECT *, ${param.string(EVERYBODY)} AS label FROM (${rows})`;
  return sql`SELECT *, arrayJoin(arrayConcat([${param.string(EVERYBODY)}], ${joinSql(labels, ', ')})) AS label FROM (${rows})`;
}

/** The rows of coursesSql with a column `start_values`: the values that a start counts under, as labels.ts encodes them. */
export function withValues(
  courses: Sql,
  spec: RetentionSpec,
  { scope, property }: RetentionBreakdownSpec,
  context: MembersContext,
): Sql {
  const { project, overlay } = context;
  const ofUnit = { project, overlay, property, at: sql`start_t`, until: lastRelevant(spec, context.asOf) };
  const values = sql`${labelsSql(propertyAtValue)} AS start_values`;
  if (scope === spec.unit && (spec.start.kind !== 'event' || scope === 'account')) {
    const rows = withPropertyAt(courses, { ...ofUnit, scope, subject: sql`unit` });
    return sql`SELECT * EXCEPT (encoded_at), ${values} FROM (${rows})`;
  }
  if (scope === 'account') {
    const rows = withPropertyAt(withStartEvent(courses, spec, sql`accounts[1]`, context), {
      ...ofUnit,
      scope,
      subject: sql`carried`,
    });
    return sql`SELECT * EXCEPT (encoded_at, carried), ${values} FROM (${rows})`;
  }
  const value = jsonValue(scope === 'event' ? 'properties' : 'user_properties', property);
  const rows = withStartEvent(courses, spec, labelsSql(value), context);
  return sql`SELECT * EXCEPT (carried), carried AS start_values FROM (${rows})`;
}

/**
 * Adds the column `carried`: what the event of each start has, as an expression over the columns of `events`.
 */
function withStartEvent(courses: Sql, spec: RetentionSpec, what: Sql, context: MembersContext): Sql {
  if (spec.start.kind !== 'event') throw new Error('invariant broken: no start is an event');
  const events = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: spec.start.from > 0 ? spec.start.from - 1 : undefined,
    until: Math.min(context.asOf, spec.start.to - 1),
    where: selectorSql(spec.start.event),
    columns: [sql`${what} AS carried`],
  });
  return sql`SELECT courses.*, starting.carried AS carried FROM (${courses}) AS courses
    LEFT JOIN (SELECT unit, seq, carried FROM (${events})) AS starting
    ON courses.unit = starting.unit AND courses.start_seq = starting.seq`;
}
