import { membersSql } from '../../define/compile/members.ts';
import { namesSql } from '../../define/selector/event-selector.ts';
import type { Session } from '../../define/sessions/sessions.ts';
import { sessionsSql } from '../../define/sessions/sessions-sql.ts';
import { ALIAS } from '../../model/event.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { storedIdsSql, unitIdsSql } from '../../store/clickhouse/unit-ids.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { problemError } from '../../util/problem-error.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { eventShown } from './event-shown.ts';
import { type Identity, identityOf } from './identity.ts';
import { type ChangeRow, changeOf, currentPropertiesSql, propertyChangesSql } from './property-changes.ts';
import type { Met, OneAnswer, PropertyChange } from './result.ts';
import type { OneSpec } from './spec.ts';
import { beforeSql, rowsOf, streamPage } from './stream-sql.ts';

const MOST_MET = 100;
const MOST_CHANGES = 200;

/** Answers a look-up of one user or account. Throws a ProblemError (404) when it was never seen. */
export async function oneAnswer(spec: OneSpec, context: AnalysisContext): Promise<OneAnswer> {
  const identity = await identityOf(spec, context);
  if (!identity) {
    const message = `no ${spec.unit} "${spec.id}" was ever seen: search for a part of the id, or look whether its events arrive`;
    throw problemError(404, `unknown-${spec.unit}`, message, 'id');
  }
  const rows = rowsOf(context.project.id, spec.unit, identity);
  const isUser = spec.unit === 'user';
  return {
    of: 'one',
    unit: spec.unit,
    key: identity.key,
    ...(await whole(rows, identity, spec, context)),
    aliases: isUser ? await aliasesOf(identity, context) : [],
    devices: isUser ? await met(sql`device_id`, sql`${rows} AND device_id != ''`, context) : [],
    accounts: isUser ? await met(sql`arrayJoin(groups['account'])`, rows, context) : [],
    users: isUser ? [] : await usersOf(rows, context),
    properties: await currentOf(spec, identity, context),
    changes: await changesOf(spec, identity, context),
    cohorts: await membershipsOf(spec, identity, context),
    sessions: isUser ? await sessionsOfUser(spec, rows, identity, context) : [],
    stream: await streamOf(spec, rows, context),
  };
}

async function ask<Row extends object>(statement: Sql, { store, signal }: AnalysisContext): Promise<Row[]> {
  return store.query<Row>(statement, { signal });
}

async function whole(rows: Sql, { key }: Identity, spec: OneSpec, context: AnalysisContext) {
  const [named] = await ask<{ id: string }>(storedIdsSql(context.project.id, spec.unit, [key]), context);
  const [seen] = await ask<{ firstSeen: number; lastSeen: number; events: number }>(
    sql`SELECT toFloat64(toUnixTimestamp64Milli(min(time))) AS firstSeen, toFloat64(toUnixTimestamp64Milli(max(time))) AS lastSeen,
        toFloat64(countIf(${namesSql([])})) AS events FROM events WHERE ${rows}`,
    context,
  );
  return { id: named?.id ?? spec.id, ...must(seen, 'a row') };
}

async function met(what: Sql, rows: Sql, context: AnalysisContext): Promise<Met[]> {
  return ask<Met>(
    sql`SELECT ${what} AS id, toFloat64(toUnixTimestamp64Milli(min(time))) AS firstSeen,
        toFloat64(toUnixTimestamp64Milli(max(time))) AS lastSeen, toFloat64(countIf(${namesSql([])})) AS events
      FROM events WHERE ${rows} GROUP BY id ORDER BY lastSeen DESC, id LIMIT ${param.int(MOST_MET)}`,
    context,
  );
}

async function usersOf(rows: Sql, context: AnalysisContext): Promise<Met[]> {
  const { project, overlay } = context;
  const stored = sql`SELECT user AS unit, time AS at, ${namesSql([])} AS is_event FROM events WHERE ${rows} AND user != 0`;
  return ask<Met>(
    sql`SELECT ids.id AS id, toFloat64(toUnixTimestamp64Milli(min(at))) AS firstSeen,
        toFloat64(toUnixTimestamp64Milli(max(at))) AS lastSeen, toFloat64(countIf(is_event)) AS events
      FROM (${resolveUsers(stored, project.id, overlay)}) AS seen
      INNER JOIN (${unitIdsSql(project.id, 'user', overlay)}) AS ids ON seen.unit = ids.unit
      GROUP BY id ORDER BY lastSeen DESC, id LIMIT ${param.int(MOST_MET)}`,
    context,
  );
}

async function aliasesOf({ keys }: Identity, context: AnalysisContext): Promise<OneAnswer['aliases']> {
  const { project, overlay } = context;
  const aliased = keys.filter((key) => overlay.aliasedFrom.includes(key));
  if (aliased.length === 0) return [];
  return ask(
    sql`SELECT users.user_id AS id, toFloat64(toUnixTimestamp64Milli(max(links.at))) AS since
      FROM (SELECT linked_key, argMax(time, events.seq) AS at FROM events
        WHERE project = ${param.string(project.id)} AND name = ${param.string(ALIAS)} AND linked_key IN ${param.keys(aliased)}
        GROUP BY linked_key) AS links
      LEFT JOIN (SELECT user, max(user_id) AS user_id FROM users
        WHERE project = ${param.string(project.id)} AND user IN ${param.keys(aliased)} GROUP BY user) AS users
        ON links.linked_key = users.user
      GROUP BY id ORDER BY since, id`,
    context,
  );
}

async function currentOf(
  { unit }: OneSpec,
  { keys }: Identity,
  context: AnalysisContext,
): Promise<OneAnswer['properties']> {
  const found = await ask<{ name: string; encoded: string }>(
    currentPropertiesSql(context.project.id, unit, keys),
    context,
  );
  const current: Record<string, PropertyValue> = Object.create(null);
  for (const { name, encoded } of found) current[name] = JSON.parse(encoded) as PropertyValue;
  return current;
}

async function changesOf(
  { unit }: OneSpec,
  { keys }: Identity,
  context: AnalysisContext,
): Promise<PropertyChange[]> {
  const changes = propertyChangesSql(context.project.id, unit, keys);
  const rows = await ask<ChangeRow>(
    sql`SELECT * FROM (${changes}) ORDER BY t DESC, set_seq DESC, name DESC LIMIT ${param.int(MOST_CHANGES)}`,
    context,
  );
  return rows.map(changeOf);
}

async function membershipsOf(
  spec: OneSpec,
  { key }: Identity,
  context: AnalysisContext,
): Promise<OneAnswer['cohorts']> {
  const { project, overlay, cohorts, now } = context;
  const found: { name: string; isMember: boolean }[] = [];
  for (const [i, name] of spec.cohorts.entries()) {
    const definition = chosenCohort(name, spec.unit, cohorts, `cohorts.${i}`);
    const members = membersSql(definition, { project: project.id, overlay, asOf: now, cohorts });
    const rows = await ask(
      sql`SELECT unit FROM (${members}) WHERE unit = ${param.key(key)} LIMIT 1`,
      context,
    );
    found.push({ name, isMember: rows.length > 0 });
  }
  return found;
}

async function sessionsOfUser(
  spec: OneSpec,
  rows: Sql,
  { key }: Identity,
  context: AnalysisContext,
): Promise<Session[]> {
  if (spec.sessions === 0) return [];
  const events = sql`SELECT ${param.key(key)} AS unit, toUnixTimestamp64Milli(time) AS t, seq, session_id
    FROM events WHERE ${rows} AND ${namesSql([])}`;
  return ask<Session>(
    sql`SELECT toFloat64(session_id) AS sessionId, toFloat64(start) AS start, toFloat64(length_ms) AS lengthMs, toFloat64(events) AS events
      FROM (SELECT session_id, sessions.start, length_ms, sessions.events FROM (${sessionsSql(events, 'tracked')}) AS sessions)
      ORDER BY start DESC, sessionId DESC LIMIT ${param.int(spec.sessions)}`,
    context,
  );
}

async function streamOf(spec: OneSpec, rows: Sql, context: AnalysisContext): Promise<OneAnswer['stream']> {
  const { limit } = spec.events;
  if (limit === 0) return { events: [], next: null };
  const { before } = spec.events;
  const found = await streamPage(sql`${rows} AND ${beforeSql(before)}`, limit + 1, context);
  const events = found.slice(0, limit).map(eventShown);
  const last = events.at(-1);
  return { events, next: found.length > limit && last ? { time: last.time, seq: last.seq } : null };
}
