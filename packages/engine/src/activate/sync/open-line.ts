import { destinationOf } from '../destinations/registry.ts';
import { AccountLimits } from './account-limits.ts';
import { reserveRequests } from './daily-requests.ts';
import { type DestinationRecord, openSettings } from './destination-records.ts';
import type { Line } from './exchange.ts';
import { redactor } from './redact.ts';
import type { Send } from './send.ts';
import type { SyncDependencies } from './sync-dependencies.ts';

/** Limits by account at the vendor: two destinations with one key share what the vendor allows. */
export type LimitsByAccount = Map<string, AccountLimits>;

type LineDependencies = Pick<SyncDependencies, 'records' | 'send' | 'pace' | 'monotonic' | 'onRequest'>;

/** A destination ready to be talked to. */
export function openLine(
  dependencies: LineDependencies & Pick<SyncDependencies, 'secrets'>,
  record: DestinationRecord,
  accounts: LimitsByAccount,
  leftMs: () => number,
): Line {
  const opened = openSettings(record, dependencies.secrets);
  return lineOf(dependencies, record.kind, opened.settings, opened.secrets, accounts, leftMs);
}

/** The same of settings that are not saved yet. */
export function lineOf(
  dependencies: LineDependencies,
  kind: string,
  settings: unknown,
  secrets: readonly string[],
  accounts: LimitsByAccount,
  leftMs: () => number = () => Number.POSITIVE_INFINITY,
): Line {
  const { records, pace } = dependencies;
  const destination = destinationOf(kind);
  const wanted = destination.limits(settings);
  const key = `${kind} ${destination.account(settings)}`;
  const day = destination.dayAccount?.(settings);
  const dayKey = day === undefined ? key : `${kind} ${day}`;
  let limits = accounts.get(key);
  if (limits === undefined || JSON.stringify(limits.limits) !== JSON.stringify(wanted)) {
    limits = new AccountLimits(wanted, pace, (today, some, perDay) =>
      reserveRequests(records, dayKey, today, some, perDay),
    );
    accounts.set(key, limits);
  }
  const send = observed(dependencies, kind);
  return { destination, settings, limits, send, pace, redact: redactor(secrets), leftMs };
}

function observed({ send, onRequest, monotonic }: LineDependencies, kind: string): Send {
  if (onRequest === undefined) return send;
  return async (request, timeoutMs) => {
    const begun = monotonic();
    let status: number | undefined;
    try {
      const answer = await send(request, timeoutMs);
      status = answer.status;
      return answer;
    } finally {
      onRequest(kind, status, (monotonic() - begun) / 1_000);
    }
  };
}
