import type { Address, Identity } from '../operation.ts';
import type { IterableSettings } from './settings.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Emails are lower-cased over there, user ids are taken byte by byte. */
export function iterableAddress(identity: Identity, { identity: key }: IterableSettings): Address {
  if (key === 'user_id') {
    const id = identity.user_id;
    if (id === undefined)
      return none('no-user-id', 'is known by a device only: it enters once it is identified');
    if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(id)) {
      return none(
        'invalid-user-id',
        'Iterable takes printable ASCII without spaces at the ends as a user id',
      );
    }
    return { ok: true, address: id };
  }
  const { email } = identity;
  if (email === undefined)
    return none('no-email', 'has no email: send one as a user property, or map another one');
  if (!EMAIL.test(email))
    return none('invalid-email', 'has an email that is not one: correct it at its source');
  return { ok: true, address: email.toLowerCase() };
}

function none(reason: string, message: string): Address {
  return { ok: false, reason, message };
}
