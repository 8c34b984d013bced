import { encodeBreakdownValue } from '../funnel/breakdown-value.ts';
import type { JourneyNode } from '../journeys/result.ts';

/** Are two nodes one stop, however their fields are ordered? A missing value (null) is not the same as none asked for. */
export function isSameNode(a: JourneyNode, b: JourneyNode): boolean {
  if (a.kind !== 'event' || b.kind !== 'event') return a.kind === b.kind;
  return a.name === b.name && valueText(a) === valueText(b);
}

function valueText({ value }: Extract<JourneyNode, { kind: 'event' }>): string | undefined {
  return value === undefined ? undefined : encodeBreakdownValue(value ?? undefined);
}
