import type { JourneyNode } from '@cusp/engine/analyse/journeys/result.ts';
import type { JourneySearch } from './search.ts';

type Change = Partial<Record<keyof JourneySearch, unknown>>;

/** What can be done about a stop but for looking at its people; undefined where it cannot. */
export interface StopChanges {
  /** Passes the event over. */
  readonly hide: Change | undefined;
  /** The event that may be told apart by a property. */
  readonly expandable: string | undefined;
  /** Tells its values apart no longer. */
  readonly fold: Change | undefined;
}

const NONE: StopChanges = { hide: undefined, expandable: undefined, fold: undefined };
const MOST_EXPANDED = 5;

/** The changes of the page's state that a stop offers. The anchor cannot be hidden, nor what is in a group be expanded. */
export function stopChanges(search: JourneySearch, step: number, node: JourneyNode): StopChanges {
  if (node.kind !== 'event') return NONE;
  const { hide = [], expand = [], groups = [] } = search;
  const isGroup = groups.some(({ name, events }) => name === node.name || events.includes(node.name));
  const isExpanded = expand.some(({ event }) => event === node.name);
  return {
    hide: step === 0 || hide.includes(node.name) ? undefined : { hide: [...hide, node.name] },
    expandable: isGroup || isExpanded || expand.length >= MOST_EXPANDED ? undefined : node.name,
    fold: isExpanded ? without(search, node.name) : undefined,
  };
}

/** The state in which an event is told apart by one more property of its own. */
export function expandedBy({ expand = [] }: JourneySearch, event: string, property: string): Change {
  return { expand: [...expand, { event, scope: 'event', property }] };
}

function without({ expand = [] }: JourneySearch, name: string): Change {
  const rest = expand.filter(({ event }) => event !== name);
  return { expand: rest.length === 0 ? undefined : rest };
}
