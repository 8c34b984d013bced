/** What the form of a destination keeps in its address. */
export interface NewDestinationSearch {
  readonly kind?: string;
}

export function readNewDestinationSearch({ kind }: Record<string, unknown>): NewDestinationSearch {
  return typeof kind === 'string' ? { kind } : {};
}

/** What the form of a sync keeps in its address: names. */
export interface NewSyncSearch {
  readonly cohort?: string;
  readonly destination?: string;
}

export function readNewSyncSearch({ cohort, destination }: Record<string, unknown>): NewSyncSearch {
  return {
    ...(typeof cohort === 'string' ? { cohort } : {}),
    ...(typeof destination === 'string' ? { destination } : {}),
  };
}
