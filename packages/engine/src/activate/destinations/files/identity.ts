import type { Address, Identity } from '../operation.ts';
import { accountOrUserAddress, emailAddress } from '../person-address.ts';
import type { FileSettings } from './settings.ts';

/** What the column `id` holds. */
export function fileAddress(identity: Identity, settings: Pick<FileSettings, 'identity'>): Address {
  const byEmail = identity.account_id === undefined && settings.identity === 'email';
  return byEmail ? emailAddress(identity) : accountOrUserAddress(identity);
}
