import type { JourneyEdge, JourneyStep, Route } from '@cusp/engine/analyse/journeys/result.ts';
import { isolated } from '../../ui/isolated.ts';
import { nodeName } from './node-name.ts';

/** What a panel of people is called. */
export function stopTitle({ step, node }: Pick<JourneyStep, 'step' | 'node'>): string {
  if (step === 0) return nodeName(node);
  const steps = Math.abs(step) === 1 ? '1 step' : `${Math.abs(step)} steps`;
  return `${isolated(nodeName(node))}, ${steps} ${step < 0 ? 'before' : 'after'}`;
}

export function edgeTitle({ from, to }: Pick<JourneyEdge, 'from' | 'to'>): string {
  return `${isolated(nodeName(from))} → ${isolated(nodeName(to))}`;
}

export function routeName({ nodes, goesOn }: Pick<Route, 'nodes' | 'goesOn'>): string {
  return (
    [...nodes.map((node) => isolated(nodeName(node))), ...(goesOn ? ['…'] : [])].join(' → ') || 'straight'
  );
}
