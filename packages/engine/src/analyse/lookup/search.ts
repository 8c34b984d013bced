import { compareSql, encodedValue } from '../../define/selector/compare-sql.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { DEVICE_PREFIX, unitIdsSql } from '../../store/clickhouse/unit-ids.ts';
import { allOf, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { Match, SearchAnswer } from './result.ts';
import type { SearchSpec } from './spec.ts';

/** Finds users or accounts: exact ids first, then who was seen last. */
export async function searchAnswer(spec: SearchSpec, context: AnalysisContext): Promise<SearchAnswer> {
  const rows = await context.store.query<Match>(searchSql(spec, context), { signal: context.signal });
  return { of: 'search', matches: rows.slice(0, spec.limit), hasMore: rows.length > spec.limit };
}

function searchSql(spec: SearchSpec, context: AnalysisContext): Sql {
  const { unit, text } = spec;
  const project = context.project.id;
  const ids = unitIdsSql(project, unit, context.overlay);
  const conditions: Sql[] = [];
  if (text !== undefined) conditions.push(sql`how != ''`);
  if (spec.property) {
    const { name, value } = spec.property;
    const current = propertiesAsOfSql(project, unit, context.overlay, context.now, [name]);
    const { op } = spec.property;
    const equal = compareSql(
      encodedValue(sql`value`),
      op === 'is' ? { op, values: [value] } : { op, values: [String(value)] },
    );
    conditions.push(sql`unit IN (SELECT unit FROM (${current}) WHERE ${equal})`);
  }
  const otherwise = sql`${param.string(spec.property ? 'property' : 'recent')}`;
  const how = text === undefined ? otherwise : howSql(text, spec, context);
  return sql`SELECT found.id AS id, how AS matched, toFloat64(toUnixTimestamp64Milli(seen.first)) AS firstSeen,
      toFloat64(toUnixTimestamp64Milli(seen.last)) AS lastSeen
    FROM (SELECT unit, id, ${how} AS how FROM (${ids})) AS found
    INNER JOIN (SELECT unit, min(first_seen) AS first, max(last_seen) AS last FROM (${seenSql(spec, context)}) GROUP BY unit) AS seen
      ON found.unit = seen.unit
    WHERE ${allOf(conditions)}
    ORDER BY how = 'id' DESC, lastSeen DESC, id LIMIT ${param.int(spec.limit + 1)}`;
}

/** How a unit's `id` or `unit` meets the text; '' when it does not. */
function howSql(text: string, { unit }: SearchSpec, context: AnalysisContext): Sql {
  const written = param.string(text);
  const prefix = sql`startsWith(id, ${written}), 'prefix'`;
  if (unit === 'account') return sql`multiIf(id = ${written}, 'id', ${prefix}, '')`;
  const owner = (key: string): Sql =>
    sql`unit IN (${resolveUsers(sql`SELECT ${param.key(key)} AS unit`, context.project.id, context.overlay)})`;
  const device = text.startsWith(DEVICE_PREFIX) ? text.slice(DEVICE_PREFIX.length) : text;
  const email = text.includes('@') ? sql`${hasEmail(text, context)}, 'email', ` : sql``;
  return sql`multiIf(id = ${written}, 'id', ${owner(userKey(text))}, 'alias', ${owner(deviceKey(device))}, 'device', ${email}${prefix}, '')`;
}

/** The properties that senders write an address into. */
const EMAIL_PROPERTIES = ['email', 'Email', 'e-mail', 'email_address', '$email'];

/** Whose address begins with the text now, whatever the case of its letters. */
function hasEmail(text: string, context: AnalysisContext): Sql {
  const current = propertiesAsOfSql(
    context.project.id,
    'user',
    context.overlay,
    context.now,
    EMAIL_PROPERTIES,
  );
  const begins = compareSql(encodedValue(sql`value`), { op: 'starts-with', values: [text] });
  return sql`unit IN (SELECT unit FROM (${current}) WHERE ${begins})`;
}

function seenSql({ unit }: SearchSpec, { project, overlay }: AnalysisContext): Sql {
  const ofProject = sql`project = ${param.string(project.id)}`;
  if (unit === 'account') {
    return sql`SELECT account AS unit, first_seen, last_seen FROM accounts WHERE ${ofProject}`;
  }
  return resolveUsers(
    sql`SELECT user AS unit, first_seen, last_seen FROM users WHERE ${ofProject}`,
    project.id,
    overlay,
  );
}
