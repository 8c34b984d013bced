/** What the page of users keeps in its address. */
export interface UsersSearch {
  /** What was searched for. */
  readonly text?: string;
}

export function readUsersSearch({ text }: Record<string, unknown>): UsersSearch {
  return typeof text === 'string' && text !== '' ? { text } : {};
}
