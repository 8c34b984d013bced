import type { Fault } from '../destinations/fault.ts';
import type { Operation } from '../destinations/operation.ts';
import { completed, type Outcome, rejected } from '../destinations/outcome.ts';
import type { PlannedRequest } from '../destinations/planned-request.ts';
import type { Batch } from './deliver.ts';
import { exchangePlanned, type Line } from './exchange.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Redact } from './redact.ts';

export interface StepContext {
  readonly line: Line;
  readonly batch: Batch;
  readonly step: string;
  readonly identities: IdentityMap;
  /** Ids by address: what is learnt here is added, what is gone is taken away. */
  readonly known: Map<string, string>;
}

export interface StepDone {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Operations whose id over there is nobody's any more. */
  readonly gone: ReadonlySet<string>;
  /** Operations without an outcome that may have been carried out. */
  readonly inDoubt: ReadonlySet<string>;
  readonly fault: Fault | undefined;
}

/** Refusals of single operations in one batch, with nothing taken, after which it is the request that is wrong and not the people. */
const REFUSED_WITHOUT_SUCCESS = 50;

/**
 * Carries out one step of these operations. Its requests are under way at once, as many as the account's limits let through; after a fault
 * none begins any more. A refused request is halved until the operation at fault stands alone and is rejected by itself.
 */
export async function deliverStep(
  context: StepContext,
  operations: readonly Operation[],
  id: string,
): Promise<StepDone> {
  const course: Course = {
    ...context,
    outcomes: new Map(),
    gone: new Set(),
    inDoubt: new Set(),
    learnt: new Map(),
    lost: new Map(),
    refused: 0,
    taken: 0,
    fault: undefined,
  };
  await part(course, operations, id);
  await context.identities.learn(course.learnt);
  await context.identities.forget(course.lost);
  return course;
}

interface Course extends StepContext {
  readonly outcomes: Map<string, Outcome>;
  readonly gone: Set<string>;
  readonly inDoubt: Set<string>;
  /** Ids by address, written down when the step is over. */
  readonly learnt: Map<string, string>;
  readonly lost: Map<string, string>;
  refused: number;
  taken: number;
  fault: Fault | undefined;
}

async function part(course: Course, operations: readonly Operation[], id: string): Promise<void> {
  const { line, batch, step } = course;
  if (operations.length === 0 || course.fault) return;
  const { settings, destination } = line;
  const { audience, cohort, event, order, fields } = batch;
  const requests = destination.plan(operations, {
    settings,
    audience,
    cohort,
    step,
    event,
    batch: id,
    order,
    fields,
    now: line.pace.clock(),
  });
  let next = 0;
  async function work(): Promise<void> {
    while (next < requests.length && !course.fault) {
      const index = next;
      next += 1;
      await send(course, requests[index] as PlannedRequest, `${id}-${index}`);
    }
  }
  const atOnce = Math.min(requests.length, line.limits.limits.concurrency);
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function send(course: Course, planned: PlannedRequest, id: string): Promise<void> {
  const { line, step, outcomes, gone, known, learnt, lost } = course;
  const { body = '', bytes = body } = planned.request;
  if (Buffer.byteLength(bytes) > line.limits.limits.bytesPerRequest) {
    return halves(course, planned.operations, id, tooLarge);
  }
  const done = await exchangePlanned(line, planned, step);
  if ('fault' in done) {
    if (done.fault.kind === 'refused') {
      return halves(course, planned.operations, id, rejected(done.fault.reason, done.fault.message));
    }
    course.fault ??= done.fault;
    if (done.doubt) for (const { id: each } of planned.operations) course.inDoubt.add(each);
    return;
  }
  const { value } = done;
  for (const operation of planned.operations) {
    const told = value.known?.get(operation.id);
    if (told !== undefined && told !== operation.vendorId) {
      learnt.set(operation.address, told);
      known.set(operation.address, told);
    }
    if (operation.vendorId !== undefined && value.gone?.has(operation.id)) {
      lost.set(operation.address, operation.vendorId);
      known.delete(operation.address);
      gone.add(operation.id);
    }
  }
  const ids = planned.operations.map((each) => each.id).filter((each) => !gone.has(each));
  for (const [operation, outcome] of completed(ids, value.outcomes)) {
    outcomes.set(operation, redacted(outcome, line.redact));
    if (outcome.kind === 'applied' || outcome.kind === 'no-op' || outcome.kind === 'accepted')
      course.taken += 1;
  }
}

const tooLarge = rejected(
  'too-large',
  'what is sent of this person alone is larger than the destination takes: map fewer or shorter properties',
);

async function halves(
  course: Course,
  operations: readonly Operation[],
  id: string,
  alone: Outcome,
): Promise<void> {
  const [only] = operations;
  if (operations.length === 1 && only) {
    course.outcomes.set(only.id, alone);
    course.refused += 1;
    if (course.taken > 0 || course.refused < REFUSED_WITHOUT_SUCCESS) return;
    const why = alone.kind === 'rejected' ? alone.message : '';
    for (const [each, { kind }] of course.outcomes) if (kind === 'rejected') course.outcomes.delete(each);
    course.fault ??= { kind: 'misconfigured', message: `the destination refuses everybody: ${why}` };
    return;
  }
  const middle = Math.ceil(operations.length / 2);
  await part(course, operations.slice(0, middle), `${id}a`);
  await part(course, operations.slice(middle), `${id}b`);
}

/** The same without secrets in what it says. */
export function redacted(outcome: Outcome, redact: Redact): Outcome {
  return 'message' in outcome ? { ...outcome, message: redact(outcome.message) } : outcome;
}
