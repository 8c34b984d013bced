import type { JourneyEdge, JourneyNode, JourneyStep, Outcome } from './result.ts';

const ENDS: readonly JourneyNode['kind'][] = ['event', 'other', 'entered', 'left', 'open'];
export const OUTCOMES: readonly Outcome[] = ['returned', 'something-else', 'left', 'open'];

/** Steps in time; within one the listed events by frequency, then what is not one event. */
export function bySteps(a: JourneyStep, b: JourneyStep): number {
  return a.step - b.step || byNode(a.node, b.node, b.anchors - a.anchors);
}

/** Edges in time; within a step the most frequent first. */
export function byEdges(a: JourneyEdge, b: JourneyEdge): number {
  return (
    a.step - b.step || b.anchors - a.anchors || byNode(a.from, b.from, 0) || byNode(a.to, b.to, 0) // ties by name
  );
}

function byNode(a: JourneyNode, b: JourneyNode, frequency: number): number {
  return ENDS.indexOf(a.kind) - ENDS.indexOf(b.kind) || frequency || byName(nameOf(a), nameOf(b));
}

/** By bytes of UTF-8, as the engine orders text. */
export function byName(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function nameOf(node: JourneyNode): string {
  return node.kind === 'event' ? node.name : '';
}
