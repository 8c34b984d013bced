import type { Instant } from '../model/time.ts';
import type { EventStore } from '../store/event-store.ts';
import { sql } from '../store/sql/fragment.ts';
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

/** The newest first; `before` pages on: only those received earlier than it. */
export async function listRejected(
  store: EventStore,
  project: string,
  page: { readonly limit: number; readonly before?: Instant | undefined },
): Promise<readonly RejectedEvent[]> {
  const earlier =
    page.before === undefined ? sql`1` : sql`rejected_events.received < ${instant(page.before)}`;
  return await store.query<RejectedEvent>(
    sql`SELECT toFloat64(toUnixTimestamp64Milli(rejected_events.received)) AS received, source,
          toUInt32(rejected_events.position) AS position, field, code, message, payload
        FROM rejected_events WHERE project = ${param.string(project)} AND ${earlier}
        ORDER BY rejected_events.received DESC, rejected_events.position LIMIT ${param.int(page.limit)}`,
  );
}

/** JSON text without the values of secrets; what is longer than PAYLOAD_LIMIT ends by saying how much was cut. */
export function payloadText(payload: unknown): string {
  const text =
    JSON.stringify(payload, (name, value) => (SECRET.test(name) ? '(not kept)' : (value as unknown))) ?? '';
  if (text.length <= PAYLOAD_LIMIT) return text;
  return `${text.slice(0, PAYLOAD_LIMIT)}… (${text.length - PAYLOAD_LIMIT} more characters were not kept)`;
}
