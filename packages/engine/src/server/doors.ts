import type { Clock } from '../model/time.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Access } from './access.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { LocalSessions } from './browser/local-sessions.ts';
import type { OneTimeLinks } from './browser/one-time-links.ts';

/** All ways to come in to the API. */
export interface Doors {
  readonly access: Access;
  /** Made anew at each start, known only to who can read the data directory, and good for every project. */
  readonly operatorToken: string;
  readonly links: OneTimeLinks;
  readonly local: LocalSessions;
  readonly accounts: Accounts;
  readonly records: RecordStore;
  readonly clock: Clock;
  /** Scheme, host and port under which browsers reach this server, when it was told. */
  readonly publicOrigin: string | undefined;
}
