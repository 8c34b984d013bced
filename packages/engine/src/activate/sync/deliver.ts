import type { Audience, PlanContext } from '../destinations/define-destination.ts';
import type { Fault } from '../destinations/fault.ts';
import type { Operation } from '../destinations/operation.ts';
import { completed, type Outcome, rejected } from '../destinations/outcome.ts';
import { exchangePlanned, type Line } from './exchange.ts';

export interface Batch {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly audience: Audience;
  readonly cohort: PlanContext<unknown>['cohort'];
}

/** What became of a batch. Operations without an outcome were cut off by the fault: they may have been applied. */
export interface Delivery {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly fault: Fault | undefined;
}

/** Refusals of single operations in one batch, with nothing taken, after which it is the request that is wrong and not the people. */
const REFUSED_WITHOUT_SUCCESS = 50;

interface Course {
  readonly line: Line;
  readonly batch: Batch;
  readonly step: string;
  readonly outcomes: Map<string, Outcome>;
  refused: number;
  taken: number;
}

/**
 * Carries out a batch, step by step: plans requests that keep to the destination's sizes, sends them, and asks what became of each
 * operation. A refused request is halved until the operation at fault stands alone and is rejected by itself. Never throws for what a
 * destination does.
 */
export async function deliver(line: Line, batch: Batch): Promise<Delivery> {
  const { steps } = line.destination;
  const settled = new Map<string, Outcome>();
  let going = batch.operations;
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    const course: Course = { line, batch, step, outcomes: new Map(), refused: 0, taken: 0 };
    const fault = await part(course, going, `${batch.id}-${index}`);
    if (fault) {
      for (const [id, outcome] of course.outcomes) if (last || failedStep(outcome)) settled.set(id, outcome);
      return { outcomes: settled, fault };
    }
    if (last) {
      const ids = going.map(({ id }) => id);
      for (const [id, outcome] of completed(ids, course.outcomes)) settled.set(id, outcome);
      break;
    }
    for (const [id, outcome] of course.outcomes) if (failedStep(outcome)) settled.set(id, outcome);
    going = going.filter(({ id }) => !settled.has(id));
  }
  return { outcomes: settled, fault: undefined };
}

function failedStep({ kind }: Outcome): boolean {
  return kind === 'rejected' || kind === 'unresolved' || kind === 'retry';
}

async function part(
  course: Course,
  operations: readonly Operation[],
  id: string,
): Promise<Fault | undefined> {
  const { line, batch, outcomes } = course;
  if (operations.length === 0) return undefined;
  const { settings, destination, limits } = line;
  const { audience, cohort } = batch;
  const requests = destination.plan(operations, {
    settings,
    audience,
    cohort,
    step: course.step,
    batch: id,
    now: line.pace.clock(),
  });
  for (const [index, planned] of requests.entries()) {
    if (Buffer.byteLength(planned.request.body ?? '') > limits.limits.bytesPerRequest) {
      const fault = await halves(course, planned.operations, `${id}-${index}`, tooLarge);
      if (fault) return fault;
      continue;
    }
    const done = await exchangePlanned(line, planned);
    if ('value' in done) {
      for (const [operation, outcome] of completed(
        planned.operations.map((each) => each.id),
        done.value,
      )) {
        outcomes.set(operation, redacted(outcome, line));
        if (!failedStep(outcome)) course.taken += 1;
      }
      continue;
    }
    if (done.fault.kind !== 'refused') return done.fault;
    const { reason, message } = done.fault;
    const fault = await halves(course, planned.operations, `${id}-${index}`, rejected(reason, message));
    if (fault) return fault;
  }
  return undefined;
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
): Promise<Fault | undefined> {
  const [only] = operations;
  if (operations.length === 1 && only) {
    course.outcomes.set(only.id, alone);
    course.refused += 1;
    if (course.taken > 0 || course.refused < REFUSED_WITHOUT_SUCCESS) return undefined;
    const why = alone.kind === 'rejected' ? alone.message : '';
    for (const [each, { kind }] of course.outcomes) if (kind === 'rejected') course.outcomes.delete(each);
    return { kind: 'misconfigured', message: `the destination refuses everybody: ${why}` };
  }
  const middle = Math.ceil(operations.length / 2);
  return (
    (await part(course, operations.slice(0, middle), `${id}a`)) ??
    (await part(course, operations.slice(middle), `${id}b`))
  );
}

function redacted(outcome: Outcome, line: Line): Outcome {
  return 'message' in outcome ? { ...outcome, message: line.redact(outcome.message) } : outcome;
}
