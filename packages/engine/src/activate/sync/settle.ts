import type { Instant } from '../../model/time.ts';
import { HOUR_MS } from '../../model/time.ts';
import type { Outcome } from '../destinations/outcome.ts';
import { type Delivered, type SentStep, untold } from './net-difference.ts';
import { backoffMs } from './pace.ts';

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 6 * HOUR_MS;
/** Somebody whom the destination does not know may become known there by other ways. */
const UNRESOLVED_AGAIN_MS = 6 * HOUR_MS;

/** The ledger's row after an operation; undefined when the destination no longer has anything of it. */
export function settle(
  step: SentStep,
  { membership, event, inDoubt }: StepOutcomes,
  now: Instant,
  random: () => number,
): Delivered | undefined {
  if (step.kind === 'remove') return removed(step.row, membership, inDoubt, now, random);
  const row = added(step, membership, inDoubt, now, random);
  const entry = untold(step);
  if (row.state !== 'settled' || entry === undefined) return row;
  return told(row, step, entry.at, event, now, random);
}

export interface StepOutcomes {
  readonly membership: Outcome | undefined;
  /** Of the event, where there was one to send. */
  readonly event: Outcome | undefined;
  /** Without an outcome: may it have been carried out? */
  readonly inDoubt: boolean;
}

/** The row of somebody who is in, after the event of their entry: what failed of it comes up again by itself, or when asked. */
function told(
  row: Delivered,
  step: Extract<SentStep, { kind: 'add' }>,
  at: Instant,
  event: Outcome | undefined,
  now: Instant,
  random: () => number,
): Delivered {
  const attempts = step.row?.wants === 'in' ? step.row.attempts : 0;
  if (event === undefined) return { ...row, state: 'retry', ...CUT_OFF, attempts, nextAt: now };
  switch (event.kind) {
    case 'applied':
    case 'no-op':
    case 'accepted':
      return { ...row, eventAt: at };
    case 'rejected':
    case 'unresolved':
    case 'retry': {
      const nextAt = now + backoffMs(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
      const state = event.kind === 'rejected' ? 'rejected' : 'retry';
      const reason = `event-${event.reason}`;
      return { ...row, state, reason, message: event.message, attempts: attempts + 1, nextAt };
    }
  }
}

function added(
  { wanted, address, row }: Extract<SentStep, { kind: 'add' }>,
  outcome: Outcome | undefined,
  sent: boolean,
  now: Instant,
  random: () => number,
): Delivered {
  const { subject, name, fingerprint } = wanted;
  const base = {
    subject,
    address,
    name,
    wants: 'in',
    fingerprint,
    reason: undefined,
    message: undefined,
    eventAt: row?.eventAt ?? 0,
    missed: row?.missed ?? 0,
  } as const;
  const had = row?.has ?? 'no';
  // After an attempt to take them out that nothing was heard of, nothing is certain.
  const inDoubt = had === 'yes' ? 'yes' : 'unknown';
  const attempts = row?.wants === 'in' ? row.attempts : 0;
  if (outcome === undefined) {
    return { ...base, has: sent ? inDoubt : had, state: 'retry', ...CUT_OFF, attempts, nextAt: now };
  }
  switch (outcome.kind) {
    case 'applied':
    case 'no-op':
    case 'accepted':
      return { ...base, has: 'yes', state: 'settled', attempts: 0, nextAt: 0 };
    case 'rejected':
      return { ...base, ...said(outcome), has: had, state: 'rejected', attempts: attempts + 1, nextAt: 0 };
    case 'unresolved':
      return {
        ...base,
        ...said(outcome),
        has: had,
        state: 'unresolved',
        attempts: attempts + 1,
        nextAt: now + UNRESOLVED_AGAIN_MS,
      };
    case 'retry': {
      const nextAt = now + backoffMs(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
      return { ...base, ...said(outcome), has: inDoubt, state: 'retry', attempts: attempts + 1, nextAt };
    }
  }
}

function removed(
  row: Delivered,
  outcome: Outcome | undefined,
  sent: boolean,
  now: Instant,
  random: () => number,
): Delivered | undefined {
  const attempts = row.wants === 'out' ? row.attempts : 0;
  const base = { ...row, wants: 'out', has: 'unknown' } as const;
  if (outcome === undefined) {
    const has = sent ? base.has : row.has;
    return { ...base, has, state: 'retry', ...CUT_OFF, attempts, nextAt: now };
  }
  switch (outcome.kind) {
    case 'applied':
    case 'no-op':
    case 'accepted':
    // Whom the destination does not know is not in its audience.
    case 'unresolved':
      return undefined;
    case 'rejected':
      return { ...base, ...said(outcome), state: 'rejected', attempts: attempts + 1, nextAt: 0 };
    case 'retry': {
      const nextAt = now + backoffMs(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
      return { ...base, ...said(outcome), state: 'retry', attempts: attempts + 1, nextAt };
    }
  }
}

const CUT_OFF = { reason: 'cut-off', message: 'the destination stopped answering for all' } as const;

function said({ reason, message }: { readonly reason: string; readonly message: string }) {
  return { reason, message };
}
