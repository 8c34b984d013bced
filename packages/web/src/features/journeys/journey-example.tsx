import type { JourneyNode, JourneyPart } from '@cusp/engine/analyse/journeys/result.ts';
import { JourneySankey } from './journey-sankey.tsx';

const event = (name: string): JourneyNode => ({ kind: 'event', name });
const stop = (step: number, node: JourneyNode, anchors: number) => ({
  step,
  node,
  anchors,
  units: anchors,
  share: anchors / 100,
  medianMs: null,
});
const edge = (step: number, from: JourneyNode, to: JourneyNode, anchors: number) => ({
  ...{ step, from, to, anchors, units: anchors },
  ...{ share: anchors / 100, shareOfFrom: 1, medianMs: null },
});
const [CREATED, OPENED, WALL, PRICING, LEFT] = [
  event('document_created'),
  event('document_opened'),
  event('limit_hit'),
  event('pricing_viewed'),
  { kind: 'left' } as const,
];

const PART = {
  steps: [
    stop(-1, CREATED, 62),
    stop(-1, OPENED, 38),
    stop(0, WALL, 100),
    stop(1, PRICING, 45),
    stop(1, LEFT, 55),
  ],
  edges: [
    edge(0, CREATED, WALL, 62),
    edge(0, OPENED, WALL, 38),
    edge(1, WALL, PRICING, 45),
    edge(1, WALL, LEFT, 55),
  ],
} as unknown as JourneyPart;

/** A made-up journey, for the page that has none yet. */
export function JourneyExample() {
  return <JourneySankey part={PART} onSelect={() => undefined} />;
}
