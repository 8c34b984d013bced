import type { Address, Identity } from '../operation.ts';
import { emailAddress, userIdAddress } from '../person-address.ts';
import type { FileSettings } from './settings.ts';

/** What the column `id` holds. */
export function fileAddress(identity: Identity, settings: Pick<FileSettings, 'identity'>): Address {
  if (identity.account_id !== undefined) return { ok: true, address: identity.account_id };
  return settings.identity === 'email' ? emailAddress(identity) : userIdAddress(identity);
}
