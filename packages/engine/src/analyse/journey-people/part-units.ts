import { unreachable } from '../../util/assert.ts';
import { AnchorFold, type AnchorSeen } from '../journeys/anchor-fold.ts';
import type { PartSource } from '../journeys/fold-parts.ts';
import { followUpBuckets } from '../journeys/follow-up-buckets.ts';
import type { Plan } from '../journeys/plan.ts';
import { wayLabels } from '../journeys/way-labels.ts';
import { isSameNode } from './same-node.ts';
import type { JourneyPeoplePart } from './spec.ts';
import { unitsOnWays } from './units-on-ways.ts';

/** What the key of one more unit takes, about. */
const KEY_BYTES = 32;

/** The keys of the units in a part, in ascending order. The plan of the source must keep keys. */
export async function partUnits(
  part: JourneyPeoplePart,
  { plan, book, take, read }: PartSource,
): Promise<readonly bigint[]> {
  const { spec } = plan;
  const isIn = anchorTest(part, plan);
  const seen = new Set<number>();
  const keys: bigint[] = [];
  const fold = new AnchorFold(plan, take, (anchor) => {
    if (isIn?.(anchor)) seen.add(anchor.unit);
  });
  await read((events) => {
    fold.take(events);
    if (fold.units === keys.length) return;
    take(KEY_BYTES);
    keys.push(events.key);
  });
  const units =
    part.kind === 'stop' || part.kind === 'edge' || part.kind === 'route'
      ? await unitsOnWays(part, fold.ways, wayLabels(fold.ways, book, spec.steps, spec.limit))
      : part.kind === 'workaround'
        ? fold.workarounds.unitsAt(book, spec.limit, (node) => isSameNode(node, part.node))
        : seen;
  return keys.filter((_, i) => units.has(i + 1)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Tells of one anchor whether it is in the part; undefined where its way must be known. */
function anchorTest(part: JourneyPeoplePart, plan: Plan): ((anchor: AnchorSeen) => boolean) | undefined {
  switch (part.kind) {
    case 'stop':
    case 'edge':
    case 'route':
    case 'workaround':
      return undefined;
    case 'anchors':
      return () => true;
    case 'outcome':
      return ({ outcome }) => outcome === part.outcome;
    case 'passage':
      return ({ end }) => end === part.end;
    case 'returned':
      return ({ returnMs }) => isWithin(returnMs, plan.returnMs, part.bucket);
    case 'converted':
      return ({ goalMs }) => isWithin(goalMs, plan.goalMs ?? 0, part.bucket);
    default:
      return unreachable(part);
  }
}

function isWithin(ms: number, withinMs: number, bucket: number | undefined): boolean {
  if (ms < 0) return false;
  return bucket === undefined || followUpBuckets(withinMs).findIndex((upTo) => ms <= upTo) === bucket;
}
