import type { Address, Identity, Operation } from '../operation.ts';
import { emailAddress, noAddress, userIdAddress } from '../person-address.ts';
import type { CustomerioSettings } from './settings.ts';

/** Bytes of an id. */
const LONGEST_ID = 150;

/** Emails are one in any case over there, ids are taken byte by byte. */
export function customerioAddress(identity: Identity, settings: CustomerioSettings): Address {
  const made = settings.identity === 'email' ? emailAddress(identity) : userIdAddress(identity);
  if (made.ok && Buffer.byteLength(made.address) > LONGEST_ID) {
    const reason = settings.identity === 'email' ? 'invalid-email' : 'invalid-user-id';
    return noAddress(reason, `Customer.io takes at most ${LONGEST_ID} bytes to know somebody by`);
  }
  return made;
}

/** Exactly one identifier: two could make one person of two. */
export function identifiers({ address }: Operation, { identity }: CustomerioSettings): object {
  return identity === 'email' ? { email: address } : { id: address };
}
