import type {
  Audience,
  Destination,
} from '../../packages/engine/src/activate/destinations/define-destination.ts';
import type { Operation } from '../../packages/engine/src/activate/destinations/operation.ts';
import { AccountLimits } from '../../packages/engine/src/activate/sync/account-limits.ts';
import { callOver } from '../../packages/engine/src/activate/sync/call.ts';
import { type Delivery, deliver } from '../../packages/engine/src/activate/sync/deliver.ts';
import type { Line } from '../../packages/engine/src/activate/sync/exchange.ts';
import type { IdentityMap } from '../../packages/engine/src/activate/sync/identity-map.ts';
import { redactor } from '../../packages/engine/src/activate/sync/redact.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import type { FakeVendor } from '../fakes/vendor.ts';
import { memoryReserve } from './memory-reserve.ts';
import { type VirtualPace, virtualPace } from './virtual-pace.ts';

/** A destination and its fake vendor without a ledger: what goes over the line, and what becomes of single batches. */
export interface VendorLine {
  readonly line: Line;
  readonly pace: VirtualPace;
  /** Ids by address, as the core keeps them. */
  readonly ids: Map<string, string>;
  readonly ensure: (given?: {
    known?: string;
    event?: string | undefined;
    name?: string;
  }) => Promise<Audience>;
  readonly verify: () => Promise<void>;
  readonly deliver: (operations: readonly Operation[], event?: string) => Promise<Delivery>;
  /** Those who are in, as the destination reads them back. */
  readonly members: () => Promise<string[]>;
  readonly size: () => Promise<number>;
}

/** `answerMs`: how long each answer takes, in virtual time. */
export function vendorLine(destination: Destination, fake: FakeVendor, answerMs = 0): VendorLine {
  const pace = virtualPace();
  const settings = destination.settings.parse(fake.settings);
  const ids = new Map<string, string>();
  const line: Line = {
    destination,
    settings,
    limits: new AccountLimits(destination.limits(settings), pace, memoryReserve()),
    send: async (request) => {
      if (answerMs > 0) await pace.sleep(answerMs);
      return fake.answer(request);
    },
    pace,
    redact: redactor([]),
    mayStillSend: () => undefined,
  };
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
    audience = await destination.ensureAudience({
      settings,
      call,
      name,
      marker: 'cusp:1',
      known,
      event,
      now: pace.clock(),
    });
    return audience;
  };
  const there = async () => ({ settings, call, audience: audience ?? (await ensure()) });
  return {
    line,
    pace,
    ids,
    ensure,
    verify: () => destination.verify({ settings, call }),
    deliver: async (operations, event) => {
      batches += 1;
      const cohort = { id: 'c', name: 'walls', version: 1, unit: 'user' } as const;
      const to = audience ?? (await ensure({ event }));
      return deliver(
        line,
        { id: `b${batches}`, operations, audience: to, cohort, event, order: String(batches), fields: [] },
        identities,
      );
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

/** An operation under its address as id. */
export function adding(address: string, attributes: Operation['attributes'] = {}): Operation {
  return { id: `add-${address}`, kind: 'add', address, attributes };
}

export function removing(address: string): Operation {
  return { id: `remove-${address}`, kind: 'remove', address, attributes: {} };
}
