import { destinationOf } from '../destinations/registry.ts';
import { AccountLimits } from './account-limits.ts';
import { type DestinationRecord, openSettings } from './destination-records.ts';
import type { Line } from './exchange.ts';
import { redactor } from './redact.ts';
import type { SyncDependencies } from './sync-dependencies.ts';

/** Limits by account at the vendor: two destinations with one key share what the vendor allows. */
export type LimitsByAccount = Map<string, AccountLimits>;

/** A destination ready to be talked to. */
export function openLine(
  { secrets, send, pace }: Pick<SyncDependencies, 'secrets' | 'send' | 'pace'>,
  record: DestinationRecord,
  accounts: LimitsByAccount,
  mayStillSend: () => void,
): Line {
  const opened = openSettings(record, secrets);
  return lineOf({ send, pace }, record.kind, opened.settings, opened.secrets, accounts, mayStillSend);
}

/** The same of settings that are not saved yet. */
export function lineOf(
  { send, pace }: Pick<SyncDependencies, 'send' | 'pace'>,
  kind: string,
  settings: unknown,
  secrets: readonly string[],
  accounts: LimitsByAccount,
  mayStillSend: () => void = () => undefined,
): Line {
  const destination = destinationOf(kind);
  const wanted = destination.limits(settings);
  const key = `${kind} ${destination.account(settings)}`;
  let limits = accounts.get(key);
  if (limits === undefined || JSON.stringify(limits.limits) !== JSON.stringify(wanted)) {
    limits = new AccountLimits(wanted, pace);
    accounts.set(key, limits);
  }
  return { destination, settings, limits, send, pace, redact: redactor(secrets), mayStillSend };
}
