import { randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Digest, DigestDestination } from '../destinations/digest-destination.ts';
import type { Fault } from '../destinations/fault.ts';
import { APPLIED } from '../destinations/outcome.ts';
import { DigestCounts } from './digest-counts.ts';
import { type DrainContext, type Drained, noted } from './drain.ts';
import { exchange } from './exchange.ts';
import { begin, isUnderWay, ledgerCounts, record, recover } from './ledger.ts';
import type { Delivered, SentStep, Step } from './net-difference.ts';
import { settle } from './settle.ts';

/** Rows of the ledger that are written together. */
const ROWS = 5_000;

/**
 * Tells all of these steps in one request: how many come and go, not who. The ledger changes once the request is taken, and not at all
 * when it is not: what was told before and what is told now always add up to who is in. When it is not known whether a request was taken,
 * the journal keeps that it went out, and the next one says that it may tell some of it again.
 *
 * Memory holds the steps, compressed.
 */
export async function drainAsOne(
  context: DrainContext & { readonly stopped: () => boolean },
  steps: AsyncIterable<Step>,
  destination: DigestDestination<unknown>,
): Promise<Drained> {
  const { records, lease, line, sync, stopped } = context;
  const { clock } = line.pace;
  const counts = new DigestCounts();
  const spool = new Spool();
  let notes: { keep: Delivered[]; forget: Delivered[] } = { keep: [], forget: [] };
  for await (const step of steps) {
    if (step.kind === 'note') notes.keep.push(noted(step));
    else if (step.kind === 'forget') notes.forget.push(step.row);
    else {
      counts.add(step);
      spool.add(step);
    }
    if (notes.keep.length + notes.forget.length < ROWS) continue;
    await record(records, lease, sync, clock(), notes);
    notes = { keep: [], forget: [] };
  }
  await record(records, lease, sync, clock(), notes);
  // Only a whole comparison has numbers that are worth telling.
  if (stopped()) return NOTHING;
  const again = await isUnderWay(records, sync);
  const { entered, left } = counts;
  if (entered + left > 0 || again) {
    const { there, unresolved } = await ledgerCounts(records, sync);
    const digest = { ...counts.told(), now: there + entered - left, unaddressed: unresolved, again };
    const fault = await tell(context, destination, digest);
    if (fault) return { ...NOTHING, fault };
  }
  for (const chunk of spool.chunks()) {
    const rows = chunk.map((step) => [step, settle(step, TAKEN, clock(), line.pace.random)] as const);
    await record(records, lease, sync, clock(), {
      keep: rows.flatMap(([, row]) => (row === undefined ? [] : [row])),
      forget: rows.flatMap(([step, row]) => (row === undefined && step.kind === 'remove' ? [step.row] : [])),
    });
  }
  await recover(records, lease, sync, clock());
  return { added: counts.added, removed: counts.removed, failed: 0, fault: undefined };
}

const NOTHING: Drained = { added: 0, removed: 0, failed: 0, fault: undefined };
const TAKEN = { membership: APPLIED, event: undefined, inDoubt: false };

async function tell(
  { records, lease, line, sync, audience, cohort }: DrainContext,
  destination: DigestDestination<unknown>,
  digest: Digest,
): Promise<Fault | undefined> {
  const id = randomUUID();
  const now = line.pace.clock();
  const { request, quota } = destination.plan(digest, { settings: line.settings, audience, cohort, now });
  await begin(records, lease, sync, id, []);
  const done = await exchange(line, request, quota, (response) => {
    const fault = destination.interpret(response, line.pace.clock());
    return fault ? { fault } : { value: undefined };
  });
  if (!('fault' in done)) return undefined;
  if (done.doubt !== true) await record(records, lease, sync, now, { keep: [], forget: [] }, id);
  return done.fault;
}

/** Steps on their way to the ledger, without what only a request would need. */
class Spool {
  readonly #packed: Buffer[] = [];
  #open: SentStep[] = [];

  add(step: SentStep): void {
    this.#open.push(step.kind === 'add' ? { ...step, wanted: bare(step.wanted) } : step);
    if (this.#open.length >= ROWS) this.#pack();
  }

  *chunks(): Generator<readonly SentStep[]> {
    this.#pack();
    for (const packed of this.#packed) yield JSON.parse(inflateRawSync(packed).toString()) as SentStep[];
  }

  #pack(): void {
    if (this.#open.length > 0) this.#packed.push(deflateRawSync(JSON.stringify(this.#open)));
    this.#open = [];
  }
}

function bare({ subject, name, address, fingerprint }: Extract<SentStep, { kind: 'add' }>['wanted']) {
  return { subject, name, address, fingerprint, attributes: {} };
}
