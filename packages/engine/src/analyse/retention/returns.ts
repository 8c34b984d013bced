import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { RetentionSpec } from './spec.ts';

/** The return events that a spec asks for, that of `return` first. */
export function returnsOf(spec: Pick<RetentionSpec, 'return' | 'alsoReturn'>): readonly EventSelector[] {
  return [spec.return, ...(spec.alsoReturn ?? [])];
}

/** Every event selector of a spec. */
export function selectorsOf(spec: RetentionSpec): readonly EventSelector[] {
  return [...(spec.start.kind === 'event' ? [spec.start.event] : []), ...returnsOf(spec)];
}
