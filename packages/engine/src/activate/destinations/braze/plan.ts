import { chunked } from '../../../util/chunked.ts';
import type { Operation } from '../operation.ts';
import { EVENT_STEP, type PlanContext, type PlannedRequest } from '../planned-request.ts';
import { whose } from './address.ts';
import { keptAs } from './audience.ts';
import { planEvents } from './events.ts';
import { type BrazeSettings, cohortRequest, trackRequest } from './settings.ts';

/**
 * With attributes, entering and leaving are updates of people, values included. A partner's import takes neither values nor people whom
 * Braze does not know: values go first.
 */
export function planMembers(
  operations: readonly Operation[],
  context: PlanContext<BrazeSettings>,
): readonly PlannedRequest[] {
  const { settings, audience, step } = context;
  if (step === EVENT_STEP) return inChunks(operations, settings, (some) => planEvents(some, context));
  const kept = keptAs(audience, settings);
  if (kept.as === 'cohort') {
    if (step === 'membership') return planCohort(operations, settings, kept.cohortId);
    const withValues = operations.filter(({ attributes }) => Object.keys(attributes).length > 0);
    return inChunks(withValues, settings, (some) => planUpdates(some, settings, () => ({})));
  }
  if (step !== 'membership') return [];
  const membership = ({ kind }: Operation) => {
    if (kept.as === 'attribute') return { [kept.attribute]: kind === 'add' };
    return { [kept.attribute]: kind === 'add' ? { add: [kept.value] } : { remove: [kept.value] } };
  };
  return inChunks(operations, settings, (some) => planUpdates(some, settings, membership));
}

/** Who leaves is never made known for it. False, and not null: that somebody was a member stays on their profile. */
function planUpdates(
  operations: readonly Operation[],
  settings: BrazeSettings,
  membership: (operation: Operation) => object,
): PlannedRequest {
  const attributes = operations.map((operation) => ({
    ...operation.attributes,
    ...membership(operation),
    ...whose(operation, settings),
    _update_existing_only: operation.kind === 'remove' || !settings.createUsers,
  }));
  return { request: trackRequest(settings, { attributes }), quota: 'track', operations };
}

function planCohort(
  operations: readonly Operation[],
  settings: BrazeSettings,
  cohort_id: string,
): readonly PlannedRequest[] {
  const ids = (kind: 'add' | 'remove') =>
    operations.filter((each) => each.kind === kind).map(({ address }) => address);
  const [entered, left] = [ids('add'), ids('remove')];
  const cohort_changes = [
    ...(entered.length > 0 ? [{ user_ids: entered }] : []),
    ...(left.length > 0 ? [{ user_ids: left, should_remove: true }] : []),
  ];
  const request = cohortRequest(settings, '/users', { cohort_id, cohort_changes });
  return [{ request, quota: 'cohorts', operations }];
}

function inChunks(
  operations: readonly Operation[],
  settings: BrazeSettings,
  plan: (some: readonly Operation[]) => PlannedRequest,
): readonly PlannedRequest[] {
  return chunked(operations, objectsPerRequest(settings)).map(plan);
}

/** Objects of a request to `/users/track` or `/users/track/bulk`. */
export function objectsPerRequest({ endpoint, objectsPerRequest: asked }: BrazeSettings): number {
  return endpoint === 'track' ? asked : 1_000;
}
