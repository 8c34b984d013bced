import type { Address, Identity } from '../operation.ts';
import { emailAddress, noAddress, userIdAddress } from '../person-address.ts';
import type { IterableSettings } from './settings.ts';

/** Emails are lower-cased over there, user ids are taken byte by byte. */
export function iterableAddress(identity: Identity, { identity: key }: IterableSettings): Address {
  if (key === 'email') return emailAddress(identity);
  const byId = userIdAddress(identity);
  if (byId.ok && !/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(byId.address)) {
    return noAddress(
      'invalid-user-id',
      'Iterable takes printable ASCII without spaces at the ends as a user id',
    );
  }
  return byId;
}
