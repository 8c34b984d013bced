import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

/** Longer names would leave a chart no room; the editor has them whole. */
const MOST = 48;

/** A step's events as a short name: the first one, how many others, and that it is filtered. */
export function stepName({ names, filters }: EventSelector): string {
  const [first = 'any event', ...others] = names;
  const more = others.length === 0 ? '' : ` or ${others.length} more`;
  const name = [...first].length > MOST ? `${[...first].slice(0, MOST).join('')}…` : first;
  return `${name}${more}${filters.length === 0 ? '' : ' …'}`;
}
