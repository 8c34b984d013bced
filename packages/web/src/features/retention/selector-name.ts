import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

/** Events as a short name: the first one, how many others, and that it is filtered. */
export function selectorName({ names, filters }: EventSelector): string {
  const [first = 'any event', ...others] = names;
  const more = others.length === 0 ? '' : ` or ${others.length} more`;
  return `${first}${more}${filters.length === 0 ? '' : ' …'}`;
}
