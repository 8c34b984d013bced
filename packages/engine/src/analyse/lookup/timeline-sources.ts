import { namesSql, selectorSql } from '../../define/selector/event-selector.ts';
import { sessionsSql } from '../../define/sessions/sessions-sql.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { eventShown } from './event-shown.ts';
import type { Identity } from './identity.ts';
import { decoded, propertyChangesSql } from './property-changes.ts';
import type { TimelineEntry } from './result.ts';
import type { TimelineSpec } from './spec.ts';
import { rowsOf, streamPage } from './stream-sql.ts';
import { type Bound, boundSql, type EntryKind } from './timeline-cursor.ts';
import { NO_RECORDS } from './timeline-records.ts';

export interface SourceRequest {
  readonly spec: TimelineSpec;
  readonly identity: Identity;
  readonly bound: Bound;
  readonly limit: number;
  readonly context: AnalysisContext;
}

type Source = (request: SourceRequest) => Promise<TimelineEntry[]>;

/** For each kind the newest entries within the bound, at most `limit`. */
export const SOURCES: Readonly<Record<EntryKind, Source>> = {
  event: events,
  session: sessions,
  property: properties,
  cohort: transitions,
  touch: touches,
};

function rows<Row extends object>({ context }: SourceRequest, statement: Sql): Promise<Row[]> {
  return context.store.query<Row>(statement, { signal: context.signal, integersAsNumbers: true });
}

/** A condition on the column `time`, whose index serves it, before the exact bound. */
function about({ bound, spec }: SourceRequest): Sql {
  const from = spec.from === undefined ? sql`` : sql` AND time >= ${instant(spec.from)}`;
  return sql`time <= ${instant(bound.time)}${from}`;
}

async function events(request: SourceRequest): Promise<TimelineEntry[]> {
  const { spec, identity, bound, limit, context } = request;
  const own = rowsOf(context.project.id, spec.unit, identity);
  const chosen = spec.event ? sql` AND ${selectorSql(spec.event)}` : sql``;
  const within = boundSql(sql`toUnixTimestamp64Milli(time)`, sql`seq`, bound);
  const found = await streamPage(sql`${own}${chosen} AND ${about(request)} AND ${within}`, limit, context);
  return found.map((row) => {
    const event = eventShown(row);
    return { kind: 'event', time: event.time, id: event.seq, event };
  });
}

async function sessions(request: SourceRequest): Promise<TimelineEntry[]> {
  const { spec, identity, bound, limit, context } = request;
  // An account's visits are those of its users.
  if (spec.unit === 'account') return [];
  const own = sql`SELECT ${param.key(identity.key)} AS unit, toUnixTimestamp64Milli(time) AS t, seq, session_id
    FROM events WHERE ${rowsOf(context.project.id, spec.unit, identity)} AND ${namesSql([])}`;
  const place = sql`toUInt64(session_id + 1)`;
  const found = await rows<{
    sessionId: number;
    start: number;
    lengthMs: number;
    events: number;
    place: string;
  }>(
    request,
    sql`SELECT toFloat64(session_id) AS sessionId, toFloat64(start_t) AS start, toFloat64(length_ms) AS lengthMs, toFloat64(n) AS events,
        toString(${place}) AS place
      FROM (SELECT session_id, sessions.start AS start_t, length_ms, sessions.events AS n FROM (${sessionsSql(own, 'tracked')}) AS sessions)
      WHERE start_t >= ${param.int(spec.from ?? 0)} AND ${boundSql(sql`start_t`, place, bound)}
      ORDER BY start_t DESC, ${place} DESC LIMIT ${param.int(limit)}`,
  );
  return found.map(({ place: id, ...session }) => ({ kind: 'session', time: session.start, id, session }));
}

async function properties(request: SourceRequest): Promise<TimelineEntry[]> {
  const { spec, identity, bound, limit, context } = request;
  const changes = propertyChangesSql(context.project.id, spec.unit, identity.keys, spec.properties);
  const found = await rows<{ at: number; place: string; changed: [string, string, string][] }>(
    request,
    sql`SELECT t AS at, toString(set_seq) AS place, arraySort(groupArray((name, set_to, was))) AS changed FROM (${changes})
      WHERE t >= ${param.int(spec.from ?? 0)} AND ${boundSql(sql`toInt64(t)`, sql`set_seq`, bound)}
      GROUP BY t, set_seq ORDER BY t DESC, set_seq DESC LIMIT ${param.int(limit)}`,
  );
  return found.map(({ at, place, changed }) => ({
    kind: 'property',
    time: at,
    id: place,
    changes: changed.map(([property, now, before]) => {
      const was = decoded(before).value;
      return { property, ...decoded(now), ...(was === undefined ? {} : { was }) };
    }),
  }));
}

async function transitions(request: SourceRequest): Promise<TimelineEntry[]> {
  const { spec, identity, bound, limit, context } = request;
  const became = sql`toUnixTimestamp64Milli(at)`;
  const found = await rows<{
    became: number;
    place: string;
    cohort_id: string;
    version: number;
    direction: 'entered' | 'exited';
    known: number;
    late: boolean;
  }>(
    request,
    sql`SELECT toFloat64(${became}) AS became, toString(transitions.ordinal) AS place, toString(cohort) AS cohort_id, version,
        toString(direction) AS direction, toFloat64(toUnixTimestamp64Milli(recorded)) AS known, is_late AS late
      FROM transitions
      WHERE project = ${param.string(context.project.id)} AND cohort != '' AND unit = ${param.string(spec.unit)}
        AND subject IN ${param.keys(identity.keys)} AND at >= ${instant(spec.from ?? 0)}
        AND ${boundSql(became, sql`transitions.ordinal`, bound)}
      ORDER BY at DESC, transitions.ordinal DESC LIMIT ${param.int(limit)}`,
  );
  if (found.length === 0) return [];
  const names = await (context.timeline ?? NO_RECORDS).cohortNames(context.project.id);
  return found.map(({ became: time, place, cohort_id, version, direction, known, late }) => ({
    kind: 'cohort',
    time,
    id: place,
    cohort: names.get(cohort_id) ?? cohort_id,
    version,
    direction,
    recorded: known,
    isLate: late,
  }));
}

async function touches({ spec, identity, bound, limit, context }: SourceRequest): Promise<TimelineEntry[]> {
  const found = await (context.timeline ?? NO_RECORDS).touches({
    project: context.project.id,
    unit: spec.unit,
    keys: identity.keys,
    bound,
    limit,
  });
  return found.map((touch) => ({ kind: 'touch', time: touch.time, id: touch.id, touch }));
}
