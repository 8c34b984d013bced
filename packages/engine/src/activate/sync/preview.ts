import type { Destination } from '../destinations/define-destination.ts';
import type { Operation } from '../destinations/operation.ts';
import { EVENT_STEP, type PlannedRequest } from '../destinations/planned-request.ts';
import { DigestCounts } from './digest-counts.ts';
import type { Line } from './exchange.ts';
import { deliveredPages, ledgerCounts } from './ledger.ts';
import { fieldsOf } from './mapping.ts';
import { differences, operationOf } from './net-difference.ts';
import type { PassContext } from './run-pass.ts';

/** What a pass would do now, without doing any of it. */
export interface SyncPreview {
  readonly wanted: number;
  readonly add: number;
  /** There already, with other values. */
  readonly update: number;
  readonly remove: number;
  /** Members that cannot be addressed, by reason, with some of their names. */
  readonly unaddressed: readonly {
    readonly reason: string;
    readonly message: string;
    readonly count: number;
    readonly names: readonly string[];
  }[];
  /** Some of each. */
  readonly names: Readonly<Record<'add' | 'update' | 'remove', readonly string[]>>;
  /** The first requests as they would go out, with their secrets taken out; the audience's id may not be known yet. */
  readonly requests: readonly { readonly method: string; readonly url: string; readonly body: string }[];
}

const NAMES = 10;
const SHOWN_OPERATIONS = 3;

export async function previewSync({
  records,
  line,
  sync,
  cohort,
  source,
}: Pick<PassContext, 'records' | 'line' | 'sync' | 'cohort' | 'source'>): Promise<SyncPreview> {
  const count = { wanted: 0, add: 0, update: 0, remove: 0 };
  const names = { add: [] as string[], update: [] as string[], remove: [] as string[] };
  const shown: Record<'add' | 'remove', Operation[]> = { add: [], remove: [] };
  const unaddressed = new Map<string, { reason: string; message: string; count: number; names: string[] }>();
  const { digest } = line.destination;
  const counts = new DigestCounts();
  const steps = differences(source.all(), deliveredPages(records, sync.id), line.pace.clock, (chunk) => {
    count.wanted += chunk;
  });
  for await (const step of steps) {
    if (step.kind === 'forget') continue;
    if (step.kind === 'note') {
      const { reason, message, wanted } = step;
      const entry = unaddressed.get(reason) ?? { reason, message, count: 0, names: [] };
      entry.count += 1;
      if (entry.names.length < NAMES) entry.names.push(wanted.name);
      unaddressed.set(reason, entry);
      continue;
    }
    const comesTo = step.kind === 'add' && step.row?.has === 'yes' ? 'update' : step.kind;
    count[comesTo] += 1;
    const some = names[comesTo];
    if (some.length < NAMES) some.push(step.kind === 'add' ? step.wanted.name : step.row.name);
    if (digest) counts.add(step);
    const few = shown[step.kind];
    if (few.length < SHOWN_OPERATIONS) few.push(operationOf(step, String(few.length)));
  }
  const audience = { id: sync.audienceId ?? '0', name: sync.audienceName };
  const context = {
    settings: line.settings,
    audience,
    cohort,
    batch: 'preview',
    order: 'preview',
    fields: fieldsOf(sync.mapping),
    now: line.pace.clock(),
  };
  const { steps: stages, plan } = line.destination;
  const { event } = sync.mapping;
  const planned = groups(line.destination, line.settings, shown).flatMap((operations) => {
    const told = operations.filter(({ entry }) => entry !== undefined);
    return [
      ...stages.flatMap((step) => plan(operations, { ...context, step })),
      ...(told.length === 0 ? [] : plan(told, { ...context, step: EVENT_STEP, event })),
    ];
  });
  if (digest && counts.entered + counts.left > 0) {
    const { there, unresolved } = await ledgerCounts(records, sync.id);
    const now = there + counts.entered - counts.left;
    const said = { ...counts.told(), now, unaddressed: unresolved, again: false };
    planned.push({ ...digest.plan(said, context), operations: [] });
  }
  return {
    ...count,
    names,
    unaddressed: [...unaddressed.values()],
    requests: planned.map((each) => told(each, line)),
  };
}

function groups(
  { mixes, tellsChanges, digest }: Destination,
  settings: unknown,
  { add, remove }: Record<'add' | 'remove', Operation[]>,
): Operation[][] {
  if (digest || tellsChanges?.(settings) === false) return [];
  const all = mixes ? [[...add, ...remove]] : [add, remove];
  return all
    .filter((operations) => operations.length > 0)
    .map((operations) => operations.map((each, id) => ({ ...each, id: String(id) })));
}

function told({ request }: PlannedRequest, { redact }: Line) {
  const { method, url, body, bytes } = request;
  const shown = bytes === undefined ? (body ?? '') : `(${bytes.byteLength} bytes)`;
  return { method, url: redact(url), body: redact(shown) };
}
