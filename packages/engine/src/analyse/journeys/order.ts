import { encodeBreakdownValue } from '../funnel/breakdown-value.ts';
import type { JourneyEdge, JourneyNode, JourneyStep, Outcome, Route, WorkaroundRow } from './result.ts';

const ENDS: readonly JourneyNode['kind'][] = ['event', 'other', 'entered', 'reached', 'left', 'open'];
export const OUTCOMES: readonly Outcome[] = ['returned', 'workaround', 'something-else', 'left', 'open'];

/** Steps in time; within one the listed events by frequency, then what is not one event. */
export function bySteps(a: JourneyStep, b: JourneyStep): number {
  return a.step - b.step || byFrequency(a, b);
}

/** Edges in time; within a step the most frequent first. */
export function byEdges(a: JourneyEdge, b: JourneyEdge): number {
  return (
    a.step - b.step || b.anchors - a.anchors || byNode(a.from, b.from, 0) || byNode(a.to, b.to, 0) // ties by name
  );
}

/** The most frequent first, what is not one event last. */
export function byFrequency(a: WorkaroundRow | JourneyStep, b: WorkaroundRow | JourneyStep): number {
  return byNode(a.node, b.node, b.anchors - a.anchors);
}

/** The most frequent first; ties by the nodes in their order, the shorter way first. */
export function byRoutes(a: Route, b: Route): number {
  if (a.anchors !== b.anchors) return b.anchors - a.anchors;
  for (const [i, node] of a.nodes.entries()) {
    const other = b.nodes[i];
    if (other === undefined) return 1;
    const order = byNode(node, other, 0);
    if (order !== 0) return order;
  }
  return a.nodes.length - b.nodes.length || Number(a.goesOn) - Number(b.goesOn);
}

function byNode(a: JourneyNode, b: JourneyNode, frequency: number): number {
  return ENDS.indexOf(a.kind) - ENDS.indexOf(b.kind) || frequency || byLabel(a, b);
}

/** Events by name and then by value, as the engine orders text. */
export function byLabel(a: JourneyNode, b: JourneyNode): number {
  if (a.kind !== 'event' || b.kind !== 'event') return 0;
  return byBytes(a.name, b.name) || byBytes(valueText(a), valueText(b));
}

function valueText({ value }: Extract<JourneyNode, { kind: 'event' }>): string {
  return value === undefined ? '' : `=${encodeBreakdownValue(value ?? undefined)}`;
}

/** By bytes of UTF-8. */
function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
