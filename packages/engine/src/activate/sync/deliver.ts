import type { Audience } from '../destinations/audience.ts';
import type { Fault } from '../destinations/fault.ts';
import type { Operation } from '../destinations/operation.ts';
import { completed, type Outcome } from '../destinations/outcome.ts';
import { EVENT_STEP, type PlanContext } from '../destinations/planned-request.ts';
import { deliverStep, redacted } from './deliver-step.ts';
import type { Line } from './exchange.ts';
import { type IdentityMap, NO_IDENTITIES } from './identity-map.ts';

export interface Batch {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly audience: Audience;
  readonly cohort: PlanContext<unknown>['cohort'];
  /** What the event of an entry is called over there; undefined when the destination is not to be told. */
  readonly event?: string | undefined;
  readonly order: string;
  readonly fields: readonly string[];
}

/** What became of a batch. Operations without an outcome were cut off by the fault: those in doubt may have been applied. */
export interface Delivery {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What became of the events of those who were put in: without an outcome, an event was cut off or not begun. */
  readonly events: ReadonlyMap<string, Outcome>;
  readonly fault: Fault | undefined;
  readonly inDoubt: ReadonlySet<string>;
}

/**
 * Carries out a batch, step by step: plans requests that keep to the destination's sizes, sends them, and asks what became of each
 * operation. Somebody whose id over there is gone goes through the steps once more, without it. Entries are told of at the end, of those
 * who are in. Never throws for what a destination does.
 */
export async function deliver(
  line: Line,
  batch: Batch,
  identities: IdentityMap = NO_IDENTITIES,
): Promise<Delivery> {
  if (line.destination.tellsChanges?.(line.settings) === false) {
    const outcomes = new Map(batch.operations.map(({ id }): [string, Outcome] => [id, { kind: 'accepted' }]));
    return { outcomes, events: new Map(), fault: undefined, inDoubt: new Set() };
  }
  const known = new Map(await identities.of(batch.operations.map(({ address }) => address)));
  const outcomes = new Map(objections(line, batch.operations));
  const inDoubt = new Set<string>();
  const context = { line, batch, identities, known, inDoubt };
  const going = batch.operations.filter(({ id }) => !outcomes.has(id));
  const first = await membership(context, going, batch.id, outcomes);
  let { fault } = first;
  if (!fault && first.gone.length > 0) {
    const again = await membership(context, first.gone, `${batch.id}-again`, outcomes);
    fault = again.fault;
    for (const { id } of again.gone) outcomes.set(id, ID_GONE);
  }
  const told = batch.operations.filter(({ id, entry }) => entry !== undefined && succeeded(outcomes.get(id)));
  if (fault || told.length === 0 || batch.event === undefined) {
    return { outcomes, events: new Map(), fault, inDoubt };
  }
  const done = await deliverStep(
    { ...context, step: EVENT_STEP },
    withIds(told, known),
    `${batch.id}-${EVENT_STEP}`,
  );
  const ids = told.map(({ id }) => id);
  return {
    outcomes,
    events: done.fault ? done.outcomes : completed(ids, done.outcomes),
    fault: done.fault,
    inDoubt,
  };
}

const ID_GONE: Outcome = {
  kind: 'retry',
  reason: 'id-gone',
  message: 'the destination no longer has the id that it has just told',
};

/** Of operations that no request could carry. */
function* objections(
  { destination, settings, redact }: Line,
  operations: readonly Operation[],
): Generator<[string, Outcome]> {
  for (const operation of operations) {
    if (operation.kind !== 'add') continue;
    const outcome = destination.objection?.(operation, settings);
    if (outcome) yield [operation.id, redacted(outcome, redact)];
  }
}

interface Course {
  readonly line: Line;
  readonly batch: Batch;
  readonly identities: IdentityMap;
  /** Ids by address. */
  readonly known: Map<string, string>;
  readonly inDoubt: Set<string>;
}

/** Goes through the destination's own steps. Says whose id turned out to be nobody's: of those there is no outcome. */
async function membership(
  course: Course,
  operations: readonly Operation[],
  id: string,
  outcomes: Map<string, Outcome>,
): Promise<{ fault: Fault | undefined; gone: readonly Operation[] }> {
  const { steps } = course.line.destination;
  const gone: Operation[] = [];
  let going = operations;
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    const done = await deliverStep({ ...course, step }, withIds(going, course.known), `${id}-${index}`);
    for (const each of done.inDoubt) course.inDoubt.add(each);
    for (const each of going) if (done.gone.has(each.id)) gone.push(each);
    for (const [each, outcome] of done.outcomes) {
      if (!done.gone.has(each) && (last || !succeeded(outcome))) outcomes.set(each, outcome);
    }
    if (done.fault) return { fault: done.fault, gone };
    going = going.filter((each) => !outcomes.has(each.id) && !done.gone.has(each.id));
    const pauseMs = course.line.destination.pauseMs?.(course.line.settings) ?? 0;
    if (!last && pauseMs > 0 && done.outcomes.size > 0 && going.length > 0)
      await course.line.pace.sleep(pauseMs);
    if (last) {
      const left = going.map((each) => each.id);
      for (const [each, outcome] of completed(left, outcomes)) outcomes.set(each, outcome);
    }
  }
  return { fault: undefined, gone };
}

function withIds(operations: readonly Operation[], known: ReadonlyMap<string, string>): Operation[] {
  return operations.map((each) => ({ ...each, vendorId: known.get(each.address) }));
}

function succeeded(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && ['applied', 'no-op', 'accepted'].includes(outcome.kind);
}
