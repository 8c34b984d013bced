import type { JourneyEdge, JourneyStep, Route } from '@cusp/engine/analyse/journeys/result.ts';
import { nodeName } from './node-name.ts';

/** What a panel of people is called. */
export function stopTitle({ step, node }: Pick<JourneyStep, 'step' | 'node'>): string {
  if (step === 0) return nodeName(node);
  const steps = Math.abs(step) === 1 ? '1 step' : `${Math.abs(step)} steps`;
  return `${nodeName(node)}, ${steps} ${step < 0 ? 'before' : 'after'}`;
}

export function edgeTitle({ from, to }: Pick<JourneyEdge, 'from' | 'to'>): string {
  return `${nodeName(from)} → ${nodeName(to)}`;
}

export function routeName({ nodes, goesOn }: Pick<Route, 'nodes' | 'goesOn'>): string {
  return [...nodes.map(nodeName), ...(goesOn ? ['…'] : [])].join(' → ') || 'straight';
}
