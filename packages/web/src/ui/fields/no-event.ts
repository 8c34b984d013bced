import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

/** No event is chosen yet. */
export const NO_EVENT: EventSelector = { names: [], filters: [] };
