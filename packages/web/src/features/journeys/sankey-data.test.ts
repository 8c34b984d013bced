import type { JourneyEdge, JourneyNode, JourneyStep } from '@cusp/engine/analyse/journeys/result.ts';
import { describe, expect, it } from 'vitest';
import { sankeyData } from './sankey-data.ts';

const event = (name: string): JourneyNode => ({ kind: 'event', name });
const step = (at: number, node: JourneyNode, anchors: number): JourneyStep => ({
  step: at,
  node,
  anchors,
  units: anchors,
  share: 1,
  medianMs: null,
});
const edge = (at: number, from: JourneyNode, to: JourneyNode, anchors: number): JourneyEdge => ({
  step: at,
  from,
  to,
  anchors,
  units: anchors,
  share: 1,
  shareOfFrom: 1,
  medianMs: null,
});

describe('sankeyData', () => {
  it('puts the anchor in its column and keeps the same event of two steps apart', () => {
    const data = sankeyData({
      steps: [
        step(-1, event('open'), 3),
        step(0, event('wall'), 3),
        step(1, event('open'), 2),
        step(1, { kind: 'left' }, 1),
      ],
      edges: [
        edge(0, event('open'), event('wall'), 3),
        edge(1, event('wall'), event('open'), 2),
        edge(1, event('wall'), { kind: 'left' }, 1),
      ],
    });
    expect(data.anchorColumn).toBe(1);
    expect(data.columns).toBe(3);
    expect(new Set(data.nodes.map(({ id }) => id)).size).toBe(4);
    expect(data.links.map(({ edge: { anchors } }) => anchors)).toEqual([3, 2, 1]);
  });

  it('leaves links to stops out that are not shown', () => {
    const data = sankeyData({
      steps: [step(0, event('wall'), 1)],
      edges: [edge(1, event('wall'), event('gone'), 1)],
    });
    expect(data.links).toEqual([]);
  });
});
