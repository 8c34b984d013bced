/** What the page of users keeps in its address. */
export interface UsersSearch {
  readonly unit?: 'user' | 'account';
  /** What was searched for: an id, its beginning, a device or an email address. */
  readonly text?: string;
  /** In place of an id, the property that must have `text` as its value. */
  readonly property?: string;
}

export function readUsersSearch({ unit, text, property }: Record<string, unknown>): UsersSearch {
  return {
    ...(unit === 'account' ? { unit } : {}),
    ...(typeof text === 'string' && text !== ''
      ? { text }
      : typeof text === 'number'
        ? { text: String(text) }
        : {}),
    ...(typeof property === 'string' && property !== '' ? { property } : {}),
  };
}

/** The kinds of entries that a timeline may show. */
export const SHOWN = ['event', 'session', 'property', 'cohort', 'touch'] as const;
export type Shown = (typeof SHOWN)[number];

/** What the page of one user or account keeps in its address. */
export interface ProfileSearch {
  /** Kinds of entries; all when left out. */
  readonly show?: readonly Shown[];
  /** Only this event. */
  readonly event?: string;
}

export function readProfileSearch({ show, event }: Record<string, unknown>): ProfileSearch {
  const kinds = Array.isArray(show) ? SHOWN.filter((kind) => show.includes(kind)) : [];
  return {
    ...(kinds.length > 0 && kinds.length < SHOWN.length ? { show: kinds } : {}),
    ...(typeof event === 'string' && event !== '' ? { event } : {}),
  };
}
