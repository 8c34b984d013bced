import { randomUUID } from 'node:crypto';
import type { RecordStore } from '../../store/record-store.ts';
import type { Audience } from '../destinations/audience.ts';
import type { Fault } from '../destinations/fault.ts';
import type { PlanContext } from '../destinations/planned-request.ts';
import { deliver } from './deliver.ts';
import type { Line } from './exchange.ts';
import { NO_IDENTITIES, storedIdentities } from './identity-map.ts';
import type { Lease } from './lease.ts';
import { alsoHeldByOthers, begin, record } from './ledger.ts';
import { type Delivered, operationOf, type SentStep, type Step } from './net-difference.ts';
import { settle } from './settle.ts';

export interface DrainContext {
  readonly records: RecordStore;
  readonly lease: Lease;
  readonly line: Line;
  readonly sync: string;
  readonly audience: Audience;
  readonly cohort: PlanContext<unknown>['cohort'];
  /** What the event of an entry is called over there; undefined when it is not told of any. */
  readonly event: string | undefined;
  /** Hears of each address that was taken out. */
  readonly onGone?: ((address: string) => void) | undefined;
  readonly fields: readonly string[];
}

/** What a drain came to. With a fault, what it had not begun is left for later. */
export interface Drained {
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
  readonly fault: Fault | undefined;
}

/** Rows that only the ledger is told of go in together. */
const NOTES = 1_000;

/**
 * Carries out steps in batches, several in flight as the destination allows, and writes down what came of each once it is answered. The
 * journal is written before a batch goes out, so that after a crash it is known whom the destination may have. Two operations of one
 * address are never in flight together. Memory holds the batches in flight and no more.
 */
export async function drain(context: DrainContext, steps: AsyncIterable<Step>): Promise<Drained> {
  const { destination, limits } = context.line;
  const { operationsPerRequest, concurrency } = limits.limits;
  const run = new Run(context);
  const open: Record<'add' | 'remove', SentStep[]> = { add: [], remove: [] };
  const openAddresses = new Set<string>();
  let notes: { keep: Delivered[]; forget: Delivered[] } = { keep: [], forget: [] };

  async function note(): Promise<void> {
    const { keep, forget } = notes;
    if (keep.length + forget.length === 0) return;
    notes = { keep: [], forget: [] };
    await record(context.records, context.lease, context.sync, context.line.pace.clock(), { keep, forget });
  }

  async function flush(kind: 'add' | 'remove'): Promise<void> {
    const batch = open[kind];
    if (batch.length === 0) return;
    open[kind] = [];
    for (const step of batch) openAddresses.delete(addressOf(step));
    await run.begin(batch, concurrency);
  }

  async function flushAll(): Promise<void> {
    await flush('remove');
    await flush('add');
  }

  try {
    for await (const step of steps) {
      if (run.fault) break;
      if (step.kind === 'note') notes.keep.push(noted(step));
      else if (step.kind === 'forget') notes.forget.push(step.row);
      else {
        const address = addressOf(step);
        if (openAddresses.has(address)) await flushAll();
        if (run.inFlight(address)) await run.settled();
        const into = destination.mixes ? 'add' : step.kind;
        open[into].push(step);
        openAddresses.add(address);
        if (open[into].length >= operationsPerRequest) await flush(into);
      }
      if (notes.keep.length + notes.forget.length >= NOTES) await note();
    }
    if (!run.fault) await flushAll();
    await note();
  } finally {
    await run.settled();
  }
  run.throwIfBroken();
  return { added: run.added, removed: run.removed, failed: run.failed, fault: run.fault };
}

/** The batches in flight, and what came of those that are over. */
class Run {
  added = 0;
  removed = 0;
  failed = 0;
  fault: Fault | undefined;
  readonly #context: DrainContext;
  readonly #batches = new Set<Promise<void>>();
  readonly #addresses = new Set<string>();
  #broken: { readonly error: unknown } | undefined;

  constructor(context: DrainContext) {
    this.#context = context;
  }

  inFlight(address: string): boolean {
    return this.#addresses.has(address);
  }

  /** Waits for room, then sends the batch and comes back at once. */
  async begin(steps: readonly SentStep[], concurrency: number): Promise<void> {
    while (this.#batches.size >= concurrency) await Promise.race(this.#batches);
    this.throwIfBroken();
    if (this.fault) return;
    for (const step of steps) this.#addresses.add(addressOf(step));
    const batch = this.#send(steps, this.#context.lease.nextOrder())
      .catch((error: unknown) => {
        this.#broken ??= { error };
      })
      .finally(() => {
        for (const step of steps) this.#addresses.delete(addressOf(step));
        this.#batches.delete(batch);
      });
    this.#batches.add(batch);
  }

  async settled(): Promise<void> {
    while (this.#batches.size > 0) await Promise.all(this.#batches);
  }

  throwIfBroken(): void {
    if (this.#broken) throw this.#broken.error;
  }

  async #send(all: readonly SentStep[], order: string): Promise<void> {
    const { records, lease, line, sync, audience, cohort, event, fields } = this.#context;
    const { steps, spared } = await this.#withoutShared(all);
    const id = randomUUID();
    const operations = steps.map((step, index) => operationOf(step, String(index)));
    if (operations.length === 0) return this.#record({ keep: [], forget: spared });
    await begin(
      records,
      lease,
      sync,
      id,
      steps.map((step) => [subjectOf(step), addressOf(step), nameOf(step), step.kind] as const),
    );
    const { destination } = line;
    const identities =
      destination.keepsIds === true ? storedIdentities(records, lease.destination) : NO_IDENTITIES;
    const batch = { id, operations, audience, cohort, event, fields, order };
    const { outcomes, events, fault, inDoubt } = await deliver(line, batch, identities);
    if (fault) this.fault ??= fault;
    const now = line.pace.clock();
    const keep: Delivered[] = [];
    const forget: Delivered[] = [...spared];
    for (const [index, step] of steps.entries()) {
      const row = settle(
        step,
        {
          membership: outcomes.get(String(index)),
          event: events.get(String(index)),
          inDoubt: inDoubt.has(String(index)),
        },
        now,
        line.pace.random,
      );
      if (row) keep.push(row);
      else if (step.kind === 'remove') forget.push(step.row);
      if (row === undefined) {
        this.removed += 1;
        this.#context.onGone?.(addressOf(step));
      } else if (row.state === 'settled') this.added += 1;
      else this.failed += 1;
    }
    await this.#record({ keep, forget }, id);
  }

  #record(changes: { keep: Delivered[]; forget: Delivered[] }, batch?: string): Promise<void> {
    const { records, lease, line, sync } = this.#context;
    return record(records, lease, sync, line.pace.clock(), changes, batch);
  }

  /** Leaves out removals of addresses that another subject holds: the destination knows addresses, not subjects. */
  async #withoutShared(
    all: readonly SentStep[],
  ): Promise<{ steps: readonly SentStep[]; spared: Delivered[] }> {
    const leaving = all.flatMap((step) => (step.kind === 'remove' ? [step.row] : []));
    if (leaving.length === 0) return { steps: all, spared: [] };
    const { records, sync, lease } = this.#context;
    const held = await alsoHeldByOthers(records, sync, lease.destination, leaving);
    const spared = leaving.filter(({ address }) => held.has(address));
    this.removed += spared.length;
    return { steps: all.filter((step) => step.kind === 'add' || !held.has(step.row.address)), spared };
  }
}

function addressOf(step: SentStep): string {
  return step.kind === 'add' ? step.address : step.row.address;
}

function subjectOf(step: SentStep): string {
  return step.kind === 'add' ? step.wanted.subject : step.row.subject;
}

function nameOf(step: SentStep): string {
  return step.kind === 'add' ? step.wanted.name : step.row.name;
}

/** The row of somebody whom there is nothing to address by. */
export function noted({ wanted, reason, message }: Extract<Step, { kind: 'note' }>): Delivered {
  const { subject, name, fingerprint } = wanted;
  return {
    subject,
    address: '',
    name,
    wants: 'in',
    has: 'no',
    state: 'unresolved',
    reason,
    message,
    fingerprint,
    attempts: 0,
    nextAt: 0,
    eventAt: 0,
    missed: 0,
  };
}
