import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Instant } from '../../model/time.ts';
import type { AlertReceiversTable } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import { newWebhookSecret } from '../export/webhook-signature.ts';
import { checkOutgoingUrl, type OutgoingPolicy } from '../outgoing-url.ts';
import { backoffMs } from '../sync/pace.ts';

/** Somebody who is told when something is wrong in a project. The address of a Slack hook is a secret itself, so only its host is shown. */
export interface AlertReceiver {
  readonly id: string;
  readonly project: string;
  readonly kind: 'slack' | 'webhook';
  readonly host: string;
  readonly sealed: string;
  /** Since when it has not taken what it was told, and why; undefined while it does. */
  readonly failing: { readonly since: Instant; readonly error: string; readonly nextAt: Instant } | undefined;
  readonly createdAt: Instant;
}

/** What it takes to send: opened just before use, never shown. */
export interface OpenedReceiver {
  readonly url: string;
  /** Of a webhook: `whsec_...`. */
  readonly secret: string | undefined;
}

const MOST = 20;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Adds a receiver. Gives the secret that signs its messages, made here: readable this once. Throws a ProblemError (422) for an address
 * that may not be used, or when the project has enough.
 */
export async function addReceiver(
  records: RecordStore,
  secrets: SecretBox,
  policy: OutgoingPolicy,
  project: string,
  given: { readonly kind: 'slack' | 'webhook'; readonly url: string },
): Promise<{ readonly receiver: AlertReceiver; readonly secret: string | undefined }> {
  const url = checkOutgoingUrl(given.url, policy);
  if (!url.ok) throw new ProblemError(422, url.problems);
  if ((await listReceivers(records, project)).length >= MOST) {
    throw problemError(422, 'too-many', `a project has at most ${MOST}: remove one first`, 'url');
  }
  const secret = given.kind === 'webhook' ? newWebhookSecret() : undefined;
  const opened: OpenedReceiver = { url: url.value.href, secret };
  const row = await records.db
    .insertInto('alert_receivers')
    .values({
      id: randomUUID(),
      project_id: project,
      kind: given.kind,
      host: url.value.host,
      sealed: secrets.seal(JSON.stringify(opened)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { receiver: asReceiver(row), secret };
}

export function openReceiver({ sealed }: AlertReceiver, secrets: SecretBox): OpenedReceiver {
  return JSON.parse(secrets.open(sealed)) as OpenedReceiver;
}

export async function listReceivers({ db }: RecordStore, project: string): Promise<AlertReceiver[]> {
  const rows = await db
    .selectFrom('alert_receivers')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(asReceiver);
}

/** Throws a ProblemError (404) when the project has no such receiver. */
export async function getReceiver(records: RecordStore, project: string, id: string): Promise<AlertReceiver> {
  const found = (await listReceivers(records, project)).find((each) => each.id === id);
  if (found) return found;
  throw problemError(
    404,
    'unknown-receiver',
    `there is no receiver of alerts "${id}": \`cusp alert list\` shows them`,
    'id',
  );
}

export async function removeReceiver({ db }: RecordStore, { id }: AlertReceiver): Promise<void> {
  await db.deleteFrom('alert_receivers').where('id', '=', id).execute();
}

/** It took what it was told. */
export async function noteTaken({ db }: RecordStore, { id }: Pick<AlertReceiver, 'id'>): Promise<void> {
  await db
    .updateTable('alert_receivers')
    .set({ failures: 0, failing_since: null, next_at: 0, error: null })
    .where('id', '=', id)
    .where('failures', '>', 0)
    .execute();
}

/** It did not: it is told again after a minute, then ever later, at most an hour. `error` is free of secrets. */
export async function noteFailed(
  { db }: RecordStore,
  { id }: Pick<AlertReceiver, 'id'>,
  error: string,
  now: Instant,
  random: () => number,
): Promise<void> {
  const row = await db
    .selectFrom('alert_receivers')
    .select(['failures', 'failing_since'])
    .where('id', '=', id)
    .executeTakeFirst();
  const failures = row?.failures ?? 0;
  await db
    .updateTable('alert_receivers')
    .set({
      failures: failures + 1,
      failing_since: row?.failing_since ?? now,
      next_at: now + backoffMs(failures, FIRST_WAIT_MS, LONGEST_WAIT_MS, random),
      error,
    })
    .where('id', '=', id)
    .execute();
}

function asReceiver(row: Selectable<AlertReceiversTable>): AlertReceiver {
  return {
    id: row.id,
    project: row.project_id,
    kind: row.kind,
    host: row.host,
    sealed: row.sealed,
    failing:
      row.failing_since === null
        ? undefined
        : { since: row.failing_since, error: row.error ?? '', nextAt: row.next_at },
    createdAt: row.created_at.getTime(),
  };
}
