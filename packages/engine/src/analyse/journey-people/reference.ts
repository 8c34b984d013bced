import { durationMs } from '../../define/language/duration.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import { followUpBuckets } from '../journeys/follow-up-buckets.ts';
import { asShown } from '../journeys/reference.ts';
import { type Anchor, anchorsOf } from '../journeys/reference-anchors.ts';
import type { JourneyNode } from '../journeys/result.ts';
import type { JourneySpec } from '../journeys/spec.ts';
import { isSameNode } from './same-node.ts';
import type { JourneyPeoplePart } from './spec.ts';

/** The meaning of a part: the ids of the units with an anchor in it. `histories` are of the units to look at, as for journeyReference. */
export function journeyPeopleReference(
  spec: JourneySpec,
  part: JourneyPeoplePart,
  histories: Iterable<History>,
  asOf: Instant,
): Set<string> {
  const anchors = [...histories].flatMap((history) => anchorsOf(spec, history, asOf));
  const isIn = (anchor: Anchor): boolean => isInPart(spec, part, anchor, asOf);
  return new Set(asShown(anchors, spec.limit).flatMap((anchor) => (isIn(anchor) ? [anchor.unit] : [])));
}

function isInPart(spec: JourneySpec, part: JourneyPeoplePart, anchor: Anchor, asOf: Instant): boolean {
  const nodeAt = (step: number): JourneyNode | undefined =>
    step === 0 ? anchor.node : [...anchor.before, ...anchor.after].find((stop) => stop.step === step)?.node;
  const isAt = (step: number, node: JourneyNode): boolean => {
    const found = nodeAt(step);
    return found !== undefined && isSameNode(found, node);
  };
  switch (part.kind) {
    case 'anchors':
      return true;
    case 'stop':
      return isAt(part.step, part.node);
    case 'edge':
      return isAt(part.step - 1, part.from) && isAt(part.step, part.to);
    case 'outcome':
      return anchor.outcome === part.outcome;
    case 'workaround':
      return anchor.workaround !== undefined && isSameNode(anchor.workaround.node, part.node);
    case 'passage':
      return anchor.passage?.end === part.end;
    case 'route': {
      const { passage, after } = anchor;
      return (
        passage?.goesOn === part.goesOn &&
        after.length - 1 === part.nodes.length &&
        part.nodes.every((node, i) => isAt(i + 1, node))
      );
    }
    case 'returned':
      return isWithin(anchor.at, anchor.returnMs, durationMs(spec.returnTo.within), part.bucket, asOf);
    case 'converted':
      return (
        spec.goal !== undefined &&
        isWithin(anchor.at, anchor.goalMs, durationMs(spec.goal.within), part.bucket, asOf)
      );
    default:
      return unreachable(part);
  }
}

function isWithin(
  at: Instant,
  ms: number | undefined,
  withinMs: number,
  bucket: number | undefined,
  asOf: Instant,
): boolean {
  if (ms === undefined || at + withinMs > asOf) return false;
  return bucket === undefined || followUpBuckets(withinMs).findIndex((upTo) => ms <= upTo) === bucket;
}
