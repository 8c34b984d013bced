import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Clock, Instant } from '../../model/time.ts';
import type { IdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { must } from '../../util/assert.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import { checkOutgoingUrl, type OutgoingPolicy } from '../outgoing-url.ts';
import { exitedCsv, membersCsv } from './csv-file.ts';
import { type Difference, difference } from './difference.ts';
import {
  deliveredMembers,
  type Export,
  type ExportRun,
  finishRun,
  recordDelivered,
  startRun,
} from './export-ledger.ts';
import { type Member, members } from './member.ts';
import { deliver, type WebhookReceiver } from './webhook.ts';

/** What exports need beside their own settings. */
export interface ExportDependencies {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly secrets: SecretBox;
  readonly policy: OutgoingPolicy;
  readonly clock: Clock;
  /** Where CSV files go; one folder an export. */
  readonly folder: string;
  readonly retryAfterMs?: readonly number[] | undefined;
}

export interface ExportRequest {
  readonly project: string;
  readonly export: Export;
  readonly cohort: { readonly name: string; readonly version: number; readonly definition: CohortDefinition };
  readonly overlay: IdentityOverlay;
  readonly cohorts: CohortLookup;
  readonly asOf: Instant;
}

export interface ExportOutcome extends Pick<ExportRun, 'id' | 'asOf' | 'entered' | 'exited' | 'total'> {
  readonly outcome: 'applied' | 'unchanged' | 'failed';
  readonly error: string | undefined;
  /** CSV: the files written. */
  readonly files: readonly string[];
}

/** Members in one message: a receiver that must look each up can answer in time. */
const MEMBERS_A_MESSAGE = 1_000;

/**
 * Brings a receiver up to the membership as of an instant: sends who entered and who left since it was last told, and
 * writes down each message once it is taken. A run that fails half-way has kept what was taken; the next one sends the rest.
 * A message taken but not written down (a crash between) is sent again: receivers see entries and exits at least once.
 */
export async function runExport(
  dependencies: ExportDependencies,
  request: ExportRequest,
): Promise<ExportOutcome> {
  const { records } = dependencies;
  const { asOf } = request;
  const run = await startRun(records, request.export.id, request.cohort.version, asOf);
  const sent = { entered: 0, exited: 0, total: 0 };
  let result: Pick<ExportOutcome, 'outcome' | 'error' | 'files'>;
  try {
    const now = await currentMembers(dependencies, request);
    const change = difference(now, await deliveredMembers(records, request.export.id));
    sent.total = change.total;
    result = await hand(dependencies, request, run, now, change, sent);
  } catch (error) {
    await finishRun(records, run, {
      ...sent,
      outcome: 'failed',
      error: error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
  await finishRun(records, run, { ...sent, outcome: result.outcome, error: result.error });
  return { id: run, asOf, ...sent, ...result };
}

async function currentMembers(dependencies: ExportDependencies, request: ExportRequest): Promise<Member[]> {
  const all: Member[] = [];
  const { definition } = request.cohort;
  const { properties } = request.export.settings;
  for await (const chunk of members({ ...request, store: dependencies.store, definition, properties })) {
    for (const member of chunk) all.push(member);
  }
  return all;
}

type Handed = Pick<ExportOutcome, 'outcome' | 'error' | 'files'>;

async function hand(
  dependencies: ExportDependencies,
  request: ExportRequest,
  run: number,
  now: readonly Member[],
  change: Difference,
  sent: { entered: number; exited: number },
): Promise<Handed> {
  const { settings, id } = request.export;
  if (settings.kind === 'csv') {
    const files = await writeFiles(join(dependencies.folder, id), run, now, change, settings.properties);
    await recordDelivered(dependencies.records, id, run, request.asOf, change);
    sent.entered = change.entered.length;
    sent.exited = change.exited.length;
    return { outcome: sent.entered + sent.exited > 0 ? 'applied' : 'unchanged', error: undefined, files };
  }
  const receiver = receiverOf(dependencies, request.export);
  for (const [number, part] of messages(change).entries()) {
    const delivery = await deliver(receiver, messageId(id, run, number), payload(request, run, part));
    if (delivery.outcome === 'failed') return { outcome: 'failed', error: delivery.reason, files: [] };
    await recordDelivered(dependencies.records, id, run, request.asOf, part);
    sent.entered += part.entered.length;
    sent.exited += part.exited.length;
  }
  return { outcome: sent.entered + sent.exited > 0 ? 'applied' : 'unchanged', error: undefined, files: [] };
}

/** Stable over tries. Without dots: they part the id from the rest of what is signed. */
function messageId(id: string, run: number, number: number): string {
  return `${id}-${run}-${number}`;
}

function receiverOf(dependencies: ExportDependencies, { settings }: Export): WebhookReceiver {
  const { policy, clock, retryAfterMs } = dependencies;
  if (settings.kind !== 'webhook') throw new Error('invariant broken: not a webhook');
  const url = checkOutgoingUrl(settings.url, policy);
  if (!url.ok) throw new Error(must(url.problems[0], 'problem').message);
  return {
    url: url.value,
    secret: dependencies.secrets.open(must(settings.sealedSecret, 'sealed secret')),
    policy,
    clock,
    retryAfterMs,
  };
}

/** Exits first: a receiver that caps its list has room for the entries. */
function messages(change: Difference): Pick<Difference, 'entered' | 'exited'>[] {
  const parts: Pick<Difference, 'entered' | 'exited'>[] = [];
  for (let at = 0; at < change.exited.length; at += MEMBERS_A_MESSAGE) {
    parts.push({ exited: change.exited.slice(at, at + MEMBERS_A_MESSAGE), entered: [] });
  }
  for (let at = 0; at < change.entered.length; at += MEMBERS_A_MESSAGE) {
    parts.push({ exited: [], entered: change.entered.slice(at, at + MEMBERS_A_MESSAGE) });
  }
  return parts;
}

function payload(request: ExportRequest, run: number, part: Pick<Difference, 'entered' | 'exited'>): object {
  const { name, version, definition } = request.cohort;
  return {
    type: 'cohort.membership',
    cohort: { name, version, unit: definition.unit },
    export: request.export.id,
    run,
    asOf: new Date(request.asOf).toISOString(),
    entered: part.entered.map(({ id, properties }) => ({ id, properties })),
    exited: part.exited.map(({ id }) => ({ id })),
  };
}

async function writeFiles(
  folder: string,
  run: number,
  now: readonly Member[],
  change: Difference,
  properties: readonly string[],
): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const contents = {
    all: membersCsv(now, properties),
    entered: membersCsv(change.entered, properties),
    exited: exitedCsv(change.exited),
  };
  const files: string[] = [];
  for (const [part, text] of Object.entries(contents)) {
    const path = join(folder, `${String(run).padStart(6, '0')}-${part}.csv`);
    await writeFile(`${path}.part`, text, { mode: 0o600 });
    await rename(`${path}.part`, path);
    files.push(path);
  }
  return files;
}
