import type {
  Destination,
  VendorRequest,
} from '../../packages/engine/src/activate/destinations/define-destination.ts';
import type { Entry, Operation } from '../../packages/engine/src/activate/destinations/operation.ts';
import { AccountLimits } from '../../packages/engine/src/activate/sync/account-limits.ts';
import type { Batch } from '../../packages/engine/src/activate/sync/deliver.ts';
import type { Line } from '../../packages/engine/src/activate/sync/exchange.ts';
import { redactor } from '../../packages/engine/src/activate/sync/redact.ts';
import type { Properties } from '../../packages/engine/src/model/property-value.ts';
import type { FakeVendor } from '../fakes/vendor.ts';
import { memoryReserve } from './memory-reserve.ts';
import { type VirtualPace, virtualPace } from './virtual-pace.ts';

export interface VendorLine {
  readonly line: Line;
  readonly pace: VirtualPace;
  /** All that went out, also what the fake does not count as a membership request. */
  readonly sent: VendorRequest[];
}

/** A destination that talks to a fake vendor, with no ledger behind it. */
export function vendorLine(
  destination: Destination,
  fake: Pick<FakeVendor, 'settings' | 'answer'>,
  changes: Record<string, unknown> = {},
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
      return fake.answer(request);
    },
    pace,
    redact: redactor(secrets),
    mayStillSend: () => undefined,
  };
  return { line, pace, sent };
}

export function operation(
  kind: 'add' | 'remove',
  address: string,
  attributes: Properties = {},
  entry?: Entry,
): Operation {
  return { id: `${kind} ${address}`, kind, address, attributes, entry };
}

export function batchOf(audienceId: string, operations: readonly Operation[], event?: string): Batch {
  const cohort = { id: 'c', name: 'walls', version: 1, unit: 'user' } as const;
  return {
    id: 'b',
    operations,
    audience: { id: audienceId, name: 'walls' },
    cohort,
    event,
    order: '1',
    fields: [],
  };
}
