import type { Address, Identity, Operation } from '../operation.ts';
import { emailAddress, noAddress, userIdAddress } from '../person-address.ts';
import type { BrazeSettings } from './settings.ts';

/** Bytes of an external id. */
const LONGEST_ID = 988;

/** Emails are one in any case over there, external ids are taken byte by byte. */
export function brazeAddress(identity: Identity, { identity: key }: BrazeSettings): Address {
  if (key === 'email') return emailAddress(identity);
  const byId = userIdAddress(identity);
  if (byId.ok && Buffer.byteLength(byId.address) > LONGEST_ID) {
    return noAddress('invalid-user-id', `Braze takes at most ${LONGEST_ID} bytes as an external id`);
  }
  return byId;
}

/** The one field that says whose an object of a request is. */
export function whose({ address }: Operation, { identity }: BrazeSettings): object {
  return identity === 'user_id' ? { external_id: address } : { email: address };
}
