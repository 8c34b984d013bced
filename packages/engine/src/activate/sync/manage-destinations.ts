import { problemError } from '../../util/problem-error.ts';
import type { Destination } from '../destinations/define-destination.ts';
import { DestinationFault } from '../destinations/fault.ts';
import { destinationOf } from '../destinations/registry.ts';
import { callOver } from './call.ts';
import {
  checkedSettings,
  type DestinationRecord,
  openSettings,
  replaceSettings,
  saveDestination,
  unpark,
} from './destination-records.ts';
import { lineOf, openLine } from './open-line.ts';
import type { SyncService } from './sync-service.ts';

/** A destination as it was set up, with the secrets that were made here: shown this once. */
export interface AddedDestination {
  readonly record: DestinationRecord;
  readonly made: Readonly<Record<string, string>>;
}

/**
 * Sets up a destination: settings are checked, credentials are tried at the vendor unless `untested`, and only then it is kept. Throws a
 * ProblemError (422) that says what is wrong.
 */
export async function addDestination(
  service: SyncService,
  project: string,
  given: {
    readonly kind: string;
    readonly name: string;
    readonly settings: Readonly<Record<string, unknown>>;
  },
  untested: boolean,
): Promise<AddedDestination> {
  const destination = destinationOf(given.kind);
  const made: Record<string, string> = {};
  for (const [field, make] of Object.entries(destination.makes ?? {})) {
    if (given.settings[field] === undefined) made[field] = make();
  }
  const settings = checkedSettings(destination, { ...given.settings, ...made });
  if (!untested) await tryOut(service, destination, settings);
  const { records, secrets } = service.dependencies;
  return {
    record: await saveDestination(records, secrets, project, given.name, destination, settings),
    made,
  };
}

/** Changes some settings: tried like those of a new destination. What was parked goes on. */
export async function changeDestination(
  service: SyncService,
  record: DestinationRecord,
  changes: Readonly<Record<string, unknown>>,
  untested: boolean,
): Promise<void> {
  const { records, secrets, pace } = service.dependencies;
  const destination = destinationOf(record.kind);
  const before = openSettings(record, secrets).settings as Record<string, unknown>;
  const settings = checkedSettings(destination, { ...before, ...changes });
  if (!untested) await tryOut(service, destination, settings);
  await replaceSettings(records, secrets, record.id, destination, settings, pace.clock());
  service.poke();
}

/** Tries the credentials at the vendor. When they do, a destination that was parked or rests goes on at once. */
export async function testDestination(service: SyncService, record: DestinationRecord): Promise<void> {
  const line = openLine(service.dependencies, record, service.accounts, () => Number.POSITIVE_INFINITY);
  await verified(line.destination, () =>
    line.destination.verify({ settings: line.settings, call: callOver(line) }),
  );
  const { records, pace } = service.dependencies;
  await unpark(records, record.id, pace.clock());
  service.poke();
}

async function tryOut(
  { dependencies, accounts }: SyncService,
  destination: Destination,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const secrets = destination.secrets
    .map((field) => settings[field])
    .filter((value) => typeof value === 'string');
  const line = lineOf(dependencies, destination.kind, settings, secrets, accounts);
  await verified(destination, () => destination.verify({ settings, call: callOver(line) }));
}

async function verified({ title }: Destination, verify: () => Promise<void>): Promise<void> {
  try {
    await verify();
  } catch (error) {
    if (!(error instanceof DestinationFault)) throw error;
    const { kind, message } = error.fault;
    throw problemError(422, `destination-${kind}`, `${title} does not let us in: ${message}`, 'settings');
  }
}
