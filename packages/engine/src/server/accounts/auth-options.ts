import { createHash } from 'node:crypto';
import type { RecordStore } from '../../store/record-store.ts';

export interface AuthOptions {
  readonly records: RecordStore;
  /** Signs cookies. */
  readonly secret: string;
  /** Scheme, host and port of browsers, when the server was told. */
  readonly publicOrigin: string | undefined;
}

/** Names, to better-auth, the address that a request comes from. Only Cusp sets it. */
export const ADDRESS_HEADER = 'x-cusp-address';

/** Every server its own, so that two on one machine do not sign each other out. */
export function cookiePrefix(secret: string): string {
  return `cusp_${createHash('sha256').update(`cookie ${secret}`).digest('hex').slice(0, 8)}`;
}
