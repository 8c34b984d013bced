import type { Instant } from '../model/time.ts';
import type { EventStore } from '../store/event-store.ts';
import { allOf, type Sql, sql } from '../store/sql/fragment.ts';
import { instant, param } from '../store/sql/parameter.ts';

/** Something that came in and was not stored as it came, and why. */
export interface Rejection {
  /** Its place in the batch or file, from 0. */
  readonly position: number;
  /** Dotted path of the field at fault, or '' for the whole. */
  readonly field: string;
  /** A stable kebab-case word, e.g. `unknown-user`. */
  readonly code: string;
  /** What was seen and what to do about it. */
  readonly message: string;
  /** The event as it came: any JSON. Stored cut to PAYLOAD_LIMIT and without secrets. */
  readonly payload: unknown;
}

export interface RejectedEvent {
  readonly received: Instant;
  readonly source: string;
  readonly position: number;
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly payload: string;
}

/** Characters of a payload that are kept. Rows are deleted after 30 days. */
export const PAYLOAD_LIMIT = 2_048;

const SECRET = /^(api[-_]?key|write[-_]?key|secret[-_]?key|authorization|password|access[-_]?token)$/i;

/** A rejection with where and when it came in. */
export interface RejectedArrival {
  readonly project: string;
  readonly source: string;
  readonly received: Instant;
  readonly rejection: Rejection;
}

/** Writes down what was rejected, so that a person can see it. Durable when the promise resolves. */
export async function recordRejected(
  store: EventStore,
  project: string,
  source: string,
  received: Instant,
  rejections: readonly Rejection[],
): Promise<void> {
  await recordArrivals(
    store,
    rejections.map((rejection) => ({ project, source, received, rejection })),
  );
}

/** The same for rejections of several requests, in one block. */
export async function recordArrivals(store: EventStore, arrivals: readonly RejectedArrival[]): Promise<void> {
  if (arrivals.length === 0) return;
  const lines = arrivals.map(({ project, source, received, rejection }) =>
    JSON.stringify({
      project,
      received,
      source,
      position: rejection.position,
      field: rejection.field,
      code: rejection.code,
      message: rejection.message,
      payload: payloadText(rejection.payload),
    }),
  );
  await store.insert('rejected_events', Buffer.from(`${lines.join('\n')}\n`));
}

/** Which of a project's rejected events; all when nothing is said. */
export interface RejectedFilter {
  /** Received at or after, and before these instants. */
  readonly from?: Instant | undefined;
  readonly before?: Instant | undefined;
  readonly source?: string | undefined;
  readonly code?: string | undefined;
}

/** A place in the list: so many of those that were received at this instant come before it. */
export interface RejectedPlace {
  readonly received: Instant;
  readonly skip: number;
}

/** The newest first; `at` goes on where an earlier page ended. */
export async function listRejected(
  store: EventStore,
  project: string,
  page: RejectedFilter & { readonly limit: number; readonly at?: RejectedPlace | undefined },
): Promise<readonly RejectedEvent[]> {
  const { at, limit } = page;
  const upTo = at === undefined ? sql`1` : sql`rejected_events.received <= ${instant(at.received)}`;
  return await store.query<RejectedEvent>(
    sql`SELECT toFloat64(toUnixTimestamp64Milli(rejected_events.received)) AS received, source,
          toUInt32(rejected_events.position) AS position, field, code, message, payload
        FROM rejected_events WHERE ${ofFilter(project, page)} AND ${upTo}
        ORDER BY rejected_events.received DESC, rejected_events.position, source, field, code, message, payload
        LIMIT ${param.int(limit)} OFFSET ${param.int(at?.skip ?? 0)}`,
  );
}

/** Where the page after `page` begins, which itself began at `at`. */
export function placeAfter(
  page: readonly Pick<RejectedEvent, 'received'>[],
  at: RejectedPlace | undefined,
): RejectedPlace | undefined {
  const last = page.at(-1);
  if (last === undefined) return undefined;
  const same = page.filter(({ received }) => received === last.received).length;
  return { received: last.received, skip: at?.received === last.received ? at.skip + same : same };
}

export async function countRejected(
  store: EventStore,
  project: string,
  filter: RejectedFilter = {},
): Promise<number> {
  const [row] = await store.query<{ n: number }>(
    sql`SELECT toFloat64(count()) AS n FROM rejected_events WHERE ${ofFilter(project, filter)}`,
  );
  return row?.n ?? 0;
}

/** How many came by one way and were rejected for one reason within one span. */
export interface RejectedCount {
  /** The span's position. */
  readonly span: number;
  readonly source: string;
  readonly code: string;
  readonly count: number;
}

/** Counts by source and code between each two of these instants, which grow: n counts for n + 1 of them. */
export async function rejectedCounts(
  store: EventStore,
  project: string,
  starts: readonly Instant[],
  filter: Pick<RejectedFilter, 'source' | 'code'> = {},
): Promise<readonly RejectedCount[]> {
  const within = { ...filter, from: starts[0], before: starts.at(-1) };
  return store.query<RejectedCount>(
    sql`SELECT toUInt32(arrayCount(start -> start <= toUnixTimestamp64Milli(rejected_events.received), ${param.ints(starts)}) - 1) AS span,
          toString(rejected_events.source) AS source, toString(rejected_events.code) AS code, toFloat64(count()) AS count
        FROM rejected_events WHERE ${ofFilter(project, within)}
        GROUP BY span, source, code ORDER BY span, count DESC, source, code`,
  );
}

function ofFilter(project: string, { from, before, source, code }: RejectedFilter): Sql {
  const conditions = [sql`project = ${param.string(project)}`];
  if (from !== undefined) conditions.push(sql`rejected_events.received >= ${instant(from)}`);
  if (before !== undefined) conditions.push(sql`rejected_events.received < ${instant(before)}`);
  if (source !== undefined) conditions.push(sql`rejected_events.source = ${param.string(source)}`);
  if (code !== undefined) conditions.push(sql`rejected_events.code = ${param.string(code)}`);
  return allOf(conditions);
}

/** JSON text without the values of secrets; what is longer than PAYLOAD_LIMIT ends by saying how much was cut. */
export function payloadText(payload: unknown): string {
  const text =
    JSON.stringify(payload, (name, value) => (SECRET.test(name) ? '(not kept)' : (value as unknown))) ?? '';
  if (text.length <= PAYLOAD_LIMIT) return text;
  return `${text.slice(0, PAYLOAD_LIMIT)}… (${text.length - PAYLOAD_LIMIT} more characters were not kept)`;
}
