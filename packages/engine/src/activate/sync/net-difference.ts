import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Address, Entry, Operation } from '../destinations/operation.ts';

/** Somebody who should be in the audience. */
export interface Wanted {
  /** Key in decimal. */
  readonly subject: string;
  /** For people: user id, `device:` and device id, or account. */
  readonly name: string;
  readonly address: Address;
  readonly attributes: Properties;
  /** The same for the same attributes. */
  readonly fingerprint: string;
  /** Of whom the destination is to be told by an event, where the sync sends any; undefined for who was in before the sync was. */
  readonly entry?: Entry | undefined;
  /** Since when and why they are in, where that is asked for and recorded. */
  readonly came?: Entry | undefined;
}

/** What a destination was last known to have of a subject under one address. */
export interface Delivered {
  readonly subject: string;
  /** Empty: nothing to address the subject by. */
  readonly address: string;
  readonly name: string;
  /** What was last tried. */
  readonly wants: 'in' | 'out';
  /** `unknown`: a request went out and no answer told what came of it. */
  readonly has: 'yes' | 'no' | 'unknown';
  readonly state: 'settled' | 'retry' | 'rejected' | 'unresolved';
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly fingerprint: string;
  readonly attempts: number;
  /** Not to be tried before. */
  readonly nextAt: Instant;
  /** The newest entry that the destination was told of by an event; 0: of none. */
  readonly eventAt: Instant;
  /** How often in a row they were looked for in the audience and were not there, though the destination had taken them. */
  readonly missed: number;
}

/**
 * One thing to do. `add` also brings changed attributes. `note`: nobody to address, so only the ledger is told. `forget`: the destination
 * never had them, so only the ledger forgets.
 */
export type Step =
  | {
      readonly kind: 'add';
      readonly wanted: Wanted;
      readonly address: string;
      readonly row: Delivered | undefined;
    }
  | { readonly kind: 'remove'; readonly row: Delivered }
  | { readonly kind: 'note'; readonly wanted: Wanted; readonly reason: string; readonly message: string }
  | { readonly kind: 'forget'; readonly row: Delivered };

/** A step that goes out. */
export type SentStep = Extract<Step, { kind: 'add' | 'remove' }>;

/** The entry that the destination has not been told of yet, where it is to be told of any. */
export function untold({ wanted, row }: Extract<Step, { kind: 'add' }>): Entry | undefined {
  return wanted.entry !== undefined && wanted.entry.at > (row?.eventAt ?? 0) ? wanted.entry : undefined;
}

/** What a destination is asked to do; `id` tells it apart from the others of its batch. */
export function operationOf(step: SentStep, id: string): Operation {
  if (step.kind === 'add') {
    const { attributes, came } = step.wanted;
    const had = step.row?.has ?? 'no';
    return { id, kind: 'add', address: step.address, attributes, entry: untold(step), came, had };
  }
  return { id, kind: 'remove', address: step.row.address, attributes: {}, had: step.row.has };
}

/**
 * What is to be done about one subject so that the destination comes to have what is wanted, and nothing that is there already. A subject
 * whose address changed leaves under the old one and enters under the new one.
 */
export function netDifference(wanted: Wanted | undefined, rows: readonly Delivered[], now: Instant): Step[] {
  const address = wanted?.address.ok === false ? '' : wanted?.address.address;
  const here = wanted && rows.find((row) => row.address === address);
  const steps = rows.filter((row) => row !== here).flatMap((row) => leave(row, now));
  if (wanted) steps.push(...enter(wanted, here, now));
  return steps;
}

function enter(wanted: Wanted, row: Delivered | undefined, now: Instant): Step[] {
  if (!wanted.address.ok) {
    const { reason, message } = wanted.address;
    return row?.state === 'unresolved' && row.reason === reason
      ? []
      : [{ kind: 'note', wanted, reason, message }];
  }
  const add: Step = { kind: 'add', wanted, address: wanted.address.address, row };
  if (row === undefined || row.wants === 'out') return [add];
  const same = row.fingerprint === wanted.fingerprint;
  switch (row.state) {
    case 'settled':
    case 'rejected':
      return same ? [] : [add];
    case 'retry':
    case 'unresolved':
      return row.nextAt <= now ? [add] : [];
  }
}

function leave(row: Delivered, now: Instant): Step[] {
  if (row.has === 'no') return [{ kind: 'forget', row }];
  if (row.wants === 'out' && (row.state === 'rejected' || row.nextAt > now)) return [];
  return [{ kind: 'remove', row }];
}

/**
 * The same over all subjects, by streaming: both sides come in the order of their subjects as text, a side's rows of one subject next to
 * each other. `onWanted` hears how many were wanted in each chunk.
 */
export async function* differences(
  wanted: AsyncIterable<readonly Wanted[]>,
  delivered: AsyncIterable<readonly Delivered[]>,
  clock: () => Instant,
  onWanted: (count: number) => void,
): AsyncGenerator<Step> {
  const rows = grouped(delivered);
  let there = await rows.next();
  for await (const chunk of wanted) {
    onWanted(chunk.length);
    for (const each of chunk) {
      while (!there.done && before(there.value, each.subject)) {
        yield* netDifference(undefined, there.value, clock());
        there = await rows.next();
      }
      const own = !there.done && there.value[0]?.subject === each.subject ? there.value : [];
      yield* netDifference(each, own, clock());
      if (own.length > 0) there = await rows.next();
    }
  }
  while (!there.done) {
    yield* netDifference(undefined, there.value, clock());
    there = await rows.next();
  }
}

function before(rows: readonly Delivered[], subject: string): boolean {
  return (rows[0]?.subject ?? '') < subject;
}

/** Rows of one subject together. */
async function* grouped(pages: AsyncIterable<readonly Delivered[]>): AsyncGenerator<readonly Delivered[]> {
  let group: Delivered[] = [];
  for await (const page of pages) {
    for (const row of page) {
      if (group.length > 0 && group[0]?.subject !== row.subject) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}
