import type { RecordStore } from '../../store/record-store.ts';
import type { Audience } from '../destinations/audience.ts';
import { DestinationFault, type Fault } from '../destinations/fault.ts';
import type { PlanContext } from '../destinations/planned-request.ts';
import { callOver } from './call.ts';
import { type Drained, drain } from './drain.ts';
import { drainAsOne } from './drain-as-one.ts';
import type { Line } from './exchange.ts';
import type { Lease } from './lease.ts';
import { deliveredOf, deliveredPages, forgetAll, recover } from './ledger.ts';
import { fieldsOf } from './mapping.ts';
import { differences, netDifference, type Step } from './net-difference.ts';
import { tellAll } from './snapshot.ts';
import { changeSync, type Sync } from './sync-records.ts';
import type { WantedSource } from './wanted-source.ts';

export interface PassContext {
  readonly records: RecordStore;
  readonly lease: Lease;
  readonly line: Line;
  readonly sync: Sync;
  readonly cohort: PlanContext<unknown>['cohort'];
  readonly source: WantedSource;
  /** The process is closing: what is not begun is left. */
  readonly stopped: () => boolean;
  /** Hears of each address that was taken out. */
  readonly onGone?: ((address: string) => void) | undefined;
  /**
   * Audiences by sync, as they were last found by whoever holds the lease. Single subjects are sent there without asking for the audience
   * once more; that it is gone shows in the answer. Left out, each pass asks.
   */
  readonly ensured?: Map<string, Audience> | undefined;
}

/**
 * Compares all members with the ledger and carries out the difference. An audience that somebody removed over there is made anew and
 * filled again, once in a pass. A fault is part of the result: the sync stays as it is and goes on from there.
 */
export async function comparePass(context: PassContext): Promise<Drained> {
  const { records, lease, line, sync, cohort, source } = context;
  // Of a digest nobody is in doubt: whether it arrived is for the next one to say.
  if (!line.destination.digest) await recover(records, lease, sync.id, line.pace.clock());
  const begun = line.pace.clock();
  let wanted = 0;
  const done = await withAudience(context, 'ask', async (audience) => {
    wanted = 0;
    const steps = differences(source.all(), deliveredPages(records, sync.id), line.pace.clock, (count) => {
      wanted += count;
    });
    const drained = await carryOut(context, audience, untilStopped(steps, context.stopped));
    if (drained.fault || context.stopped()) return drained;
    return { ...drained, fault: await tellAll(context, audience) };
  });
  if (done.fault || context.stopped()) return done;
  await changeSync(records, sync.id, {
    wanted,
    compared_at: begun,
    compared_version: cohort.version,
    compare_asked: false,
    ...(done.failed === 0 ? { good_at: begun } : {}),
  });
  return done;
}

/** The same of single subjects: those of whom something is new, or whose next try is due. */
export async function subjectsPass(context: PassContext, subjects: readonly string[]): Promise<Drained> {
  const { records, line, sync, source } = context;
  return withAudience(context, 'trust', async (audience) => {
    const wanted = new Map((await source.of(subjects)).map((each) => [each.subject, each]));
    const rows = await deliveredOf(records, sync.id, subjects);
    const now = line.pace.clock();
    const steps = subjects.flatMap((subject) =>
      netDifference(wanted.get(subject), rows.get(subject) ?? [], now),
    );
    return carryOut(context, audience, each(steps));
  });
}

function carryOut(context: PassContext, audience: Audience, steps: AsyncIterable<Step>): Promise<Drained> {
  const { id, mapping } = context.sync;
  const draining = { ...context, audience, sync: id, event: mapping.event, fields: fieldsOf(mapping) };
  const { digest } = context.line.destination;
  return digest ? drainAsOne(draining, steps, digest) : drain(draining, steps);
}

const NOTHING = { added: 0, removed: 0, failed: 0 };

async function withAudience(
  context: PassContext,
  first: 'ask' | 'trust',
  work: (audience: Audience) => Promise<Drained>,
): Promise<Drained> {
  let known = context.sync.audienceId;
  for (let anew = false; ; anew = true) {
    let fault: Fault | undefined;
    let done: Drained | undefined;
    try {
      const held = first === 'trust' && !anew ? context.ensured?.get(context.sync.id) : undefined;
      const audience = held !== undefined && held.id === known ? held : await ensured(context, known);
      context.ensured?.set(context.sync.id, audience);
      known = audience.id;
      done = await work(audience);
      fault = done.fault;
    } catch (error) {
      if (!(error instanceof DestinationFault)) throw error;
      fault = error.fault;
    }
    if (fault?.kind !== 'audience-gone' || anew) return { ...(done ?? NOTHING), fault };
    await forgetAll(context.records, context.lease, context.sync.id);
    known = undefined;
    await changeSync(context.records, context.sync.id, { audience_id: null, compare_asked: true });
  }
}

/** The audience over there. One that is not the one that was filled has nobody in it, whatever the ledger says. */
async function ensured(
  { records, lease, line, sync }: PassContext,
  known: string | undefined,
): Promise<Audience> {
  const { destination, settings } = line;
  const audience = await destination.ensureAudience({
    settings,
    call: callOver(line),
    name: sync.audienceName,
    marker: `cusp:${sync.id}`,
    known,
    now: line.pace.clock(),
    event: sync.mapping.event,
  });
  if (audience.id === known) return audience;
  if (known !== undefined) await forgetAll(records, lease, sync.id);
  await changeSync(records, sync.id, {
    audience_id: audience.id,
    ...(known === undefined ? {} : { compare_asked: true }),
  });
  return audience;
}

async function* untilStopped(steps: AsyncIterable<Step>, stopped: () => boolean): AsyncGenerator<Step> {
  for await (const step of steps) {
    if (stopped()) return;
    yield step;
  }
}

async function* each(steps: readonly Step[]): AsyncGenerator<Step> {
  yield* steps;
}
