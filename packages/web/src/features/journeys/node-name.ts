import type { JourneyNode } from '@cusp/engine/analyse/journeys/result.ts';
import { NO_VALUE, valueText } from '../../ui/value-text.ts';

const ENDS: Readonly<Record<Exclude<JourneyNode['kind'], 'event'>, string>> = {
  other: 'others',
  entered: 'came from nowhere',
  left: 'left',
  open: 'not over yet',
  reached: 'reached it',
};

/** A stop's name as people read it. */
export function nodeName(node: JourneyNode): string {
  if (node.kind !== 'event') return ENDS[node.kind];
  return node.value === undefined ? node.name : `${node.name}: ${valueText(node.value, { none: NO_VALUE })}`;
}

/** What tells a stop from all others of its step. */
export function nodeKey(node: JourneyNode): string {
  return node.kind === 'event'
    ? JSON.stringify([node.name, node.value ?? null, node.value === undefined])
    : node.kind;
}
