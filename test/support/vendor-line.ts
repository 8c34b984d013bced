import type { Audience } from '../../packages/engine/src/activate/destinations/audience.ts';
import type { Destination } from '../../packages/engine/src/activate/destinations/define-destination.ts';
import type { Entry, Operation } from '../../packages/engine/src/activate/destinations/operation.ts';
import type { VendorRequest } from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { AccountLimits } from '../../packages/engine/src/activate/sync/account-limits.ts';
import { callOver } from '../../packages/engine/src/activate/sync/call.ts';
import { type Batch, type Delivery, deliver } from '../../packages/engine/src/activate/sync/deliver.ts';
import type { Line } from '../../packages/engine/src/activate/sync/exchange.ts';
import type { IdentityMap } from '../../packages/engine/src/activate/sync/identity-map.ts';
import { redactor } from '../../packages/engine/src/activate/sync/redact.ts';
import type { Properties } from '../../packages/engine/src/model/property-value.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import type { FakeVendor } from '../fakes/vendor.ts';
import { memoryReserve } from './memory-reserve.ts';
import { type VirtualPace, virtualPace } from './virtual-pace.ts';

/** A destination and its fake vendor without a ledger: what goes over the line, and what becomes of single batches. */
export interface VendorLine {
  readonly line: Line;
  readonly pace: VirtualPace;
  /** All that went out, also what the fake does not count as a membership request. */
  readonly sent: VendorRequest[];
  /** Ids by address, as the core keeps them. */
  readonly ids: Map<string, string>;
  /** Finds or makes the audience, which the others then speak of. */
  readonly ensure: (given?: {
    known?: string | undefined;
    event?: string | undefined;
    name?: string;
  }) => Promise<Audience>;
  readonly verify: () => Promise<void>;
  readonly deliver: (operations: readonly Operation[], event?: string) => Promise<Delivery>;
  /** Those who are in, as the destination reads them back. */
  readonly members: () => Promise<string[]>;
  readonly size: () => Promise<number>;
}

/** `changes`: settings in place of the fake's. `answerMs`: how long each answer takes, in virtual time. */
export function vendorLine(
  destination: Destination,
  fake: Pick<FakeVendor, 'settings' | 'answer'>,
  changes: Record<string, unknown> = {},
  answerMs = 0,
): VendorLine {
  const settings = destination.settings.parse({ ...fake.settings, ...changes }) as Record<string, unknown>;
  const secrets = destination.secrets
    .map((name) => settings[name])
    .filter((each) => typeof each === 'string');
  const pace = virtualPace();
  const sent: VendorRequest[] = [];
  const line: Line = {
    destination,
    settings,
    limits: new AccountLimits(destination.limits(settings), pace, memoryReserve()),
    send: async (request) => {
      sent.push(request);
      if (answerMs > 0) await pace.sleep(answerMs);
      return fake.answer(request);
    },
    pace,
    redact: redactor(secrets),
    leftMs: () => Number.POSITIVE_INFINITY,
  };
  const ids = new Map<string, string>();
  const identities: IdentityMap = {
    of: async () => ids,
    learn: async (known) => {
      for (const [address, id] of known) ids.set(address, id);
    },
    forget: async (gone) => {
      for (const address of gone.keys()) ids.delete(address);
    },
  };
  const call = callOver(line);
  let audience: Audience | undefined;
  let batches = 0;
  const ensure: VendorLine['ensure'] = async ({ known, event, name = 'walls' } = {}) => {
    const now = pace.clock();
    audience = await destination.ensureAudience({
      settings,
      call,
      name,
      marker: 'cusp:1',
      known,
      event,
      now,
    });
    return audience;
  };
  const there = async () => ({ settings, call, audience: audience ?? (await ensure()) });
  return {
    line,
    pace,
    sent,
    ids,
    ensure,
    verify: () => destination.verify({ settings, call }),
    deliver: async (operations, event) => {
      const { id } = audience ?? (await ensure({ event }));
      batches += 1;
      return deliver(line, batchOf(id, operations, event, batches), identities);
    },
    members: async () => {
      const all: string[] = [];
      const { members } = must(destination.readBack, 'read-back');
      for await (const page of members(await there())) all.push(...page);
      return all;
    },
    size: async () => must(destination.readBack?.size, 'size')(await there()),
  };
}

/** An operation under what it does as its id. */
export function adding(address: string, attributes: Properties = {}, entry?: Entry): Operation {
  return { id: `add ${address}`, kind: 'add', address, attributes, entry };
}

export function removing(address: string): Operation {
  return { id: `remove ${address}`, kind: 'remove', address, attributes: {} };
}

export function batchOf(
  audienceId: string,
  operations: readonly Operation[],
  event?: string,
  number = 1,
): Batch {
  return {
    id: `b${number}`,
    operations,
    audience: { id: audienceId, name: 'walls' },
    cohort: { id: 'c', name: 'walls', version: 1, unit: 'user' },
    event,
    order: String(number),
    fields: [],
  };
}
