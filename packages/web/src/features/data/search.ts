export const DATA_TABS = ['events', 'properties', 'tail', 'refused', 'import', 'keys'] as const;
export type DataTab = (typeof DATA_TABS)[number];

/** What the page Data keeps in its address. */
export interface DataSearch {
  readonly tab?: DataTab;
  /** Of properties: only those that this event carries. */
  readonly event?: string;
  readonly of?: 'event' | 'user' | 'account';
}

export function readDataSearch({ tab, event, of }: Record<string, unknown>): DataSearch {
  const known = DATA_TABS.find((each) => each === tab);
  return {
    ...(known === undefined ? {} : { tab: known }),
    ...(typeof event === 'string' && event !== '' ? { event } : {}),
    ...(of === 'event' || of === 'user' || of === 'account' ? { of } : {}),
  };
}
