import { z } from 'zod';
import { scalar } from '../../define/selector/property-filter.ts';
import { MAX_PAGE } from '../cohort/spec.ts';
import { journeySpec, MAX_STEPS } from '../journeys/spec.ts';

/** A stop as the journey's answer has it. */
const node = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('event'),
    name: z.string(),
    /** Of an expanded event: the property's value, null for none. */
    value: z.union([scalar, z.array(scalar).readonly(), z.null()]).optional(),
  }),
  z.strictObject({ kind: z.enum(['other', 'entered', 'left', 'open', 'reached']) }),
]);

const step = z
  .int()
  .min(-MAX_STEPS - 1)
  .max(MAX_STEPS + 1);
/** A place in `distribution`; all of them when left out. */
const bucket = z.int().min(0).max(100).optional();

/** What of the answer is meant. */
const part = z.discriminatedUnion('kind', [
  /** Everybody with an anchor. */
  z.strictObject({ kind: z.literal('anchors') }),
  z.strictObject({ kind: z.literal('stop'), step, node }),
  z.strictObject({ kind: z.literal('edge'), step, from: node, to: node }),
  z.strictObject({
    kind: z.literal('outcome'),
    outcome: z.enum(['returned', 'workaround', 'something-else', 'left', 'open']),
  }),
  z.strictObject({ kind: z.literal('workaround'), node }),
  z.strictObject({ kind: z.literal('passage'), end: z.enum(['reached', 'left', 'open']) }),
  z.strictObject({
    kind: z.literal('route'),
    nodes: z.array(node).max(MAX_STEPS).readonly(),
    goesOn: z.boolean(),
  }),
  /** Came back within `returnTo.within`, of anchors for which that time has passed. */
  z.strictObject({ kind: z.literal('returned'), bucket }),
  /** Got to the goal within its time, of anchors for which that time has passed. */
  z.strictObject({ kind: z.literal('converted'), bucket }),
]);

/** Who is behind a stop, an edge or a row of a journey's answer: those whom its `units` count, by page. */
export const journeyPeopleSpec = z.strictObject({
  kind: z.literal('journey-people'),
  /** The question whose answer has the part. */
  journey: journeySpec,
  part,
  /** The name of a segment of the journey; all units when left out. */
  segment: z.string().optional(),
  /** How many to a page. */
  limit: z.int().min(1).max(MAX_PAGE).default(100),
  /** `next` of the page before. It carries that page's instant. */
  cursor: z.string().max(60).optional(),
});

export type JourneyPeopleSpec = z.infer<typeof journeyPeopleSpec>;
export type JourneyPeoplePart = JourneyPeopleSpec['part'];
