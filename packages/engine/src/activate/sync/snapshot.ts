import type { Audience } from '../destinations/audience.ts';
import { DestinationFault, type Fault } from '../destinations/fault.ts';
import type { SnapshotContext } from '../destinations/snapshot-context.ts';
import { callOver } from './call.ts';
import { fieldsOf } from './mapping.ts';
import type { PassContext } from './run-pass.ts';
import type { WantedSource } from './wanted-source.ts';

/** Tells a destination that takes it who all are in now. Returns the fault that came in between, if any. */
export async function tellAll(
  { line, lease, sync, cohort, source }: PassContext,
  audience: Audience,
): Promise<Fault | undefined> {
  const { destination, settings, pace } = line;
  const tell = destination.snapshot?.(settings);
  if (tell === undefined) return undefined;
  try {
    await tell({
      settings,
      call: callOver(line),
      audience,
      cohort,
      order: lease.nextOrder(),
      fields: fieldsOf(sync.mapping),
      now: pace.clock(),
      members: addressed(source),
    });
    return undefined;
  } catch (error) {
    if (error instanceof DestinationFault) return error.fault;
    throw error;
  }
}

async function* addressed(source: WantedSource): SnapshotContext<unknown>['members'] {
  for await (const chunk of source.all()) {
    yield chunk.flatMap(({ address, attributes, came }) =>
      address.ok ? [{ address: address.address, attributes, came }] : [],
    );
  }
}
