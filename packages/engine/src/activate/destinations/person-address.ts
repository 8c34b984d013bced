import { isEmail } from '../../model/email.ts';
import type { Address, Identity } from './operation.ts';

/** The address of somebody where people are known by email. Vendors take emails in any case as one and the same: lower case here. */
export function emailAddress({ email }: Identity): Address {
  if (email === undefined)
    return noAddress('no-email', 'has no email: send one as a user property, or map another one');
  if (!isEmail(email))
    return noAddress('invalid-email', 'has an email that is not one: correct it at its source');
  return { ok: true, address: email.toLowerCase() };
}

/** The address of somebody where people are known by the id that they have in the product. */
export function userIdAddress({ user_id }: Identity): Address {
  if (user_id !== undefined) return { ok: true, address: user_id };
  return noAddress('no-user-id', 'is known by a device only: it enters once it is identified');
}

/** The same where accounts are told of as well, which have a name. */
export function accountOrUserAddress(identity: Identity): Address {
  if (identity.account_id !== undefined) return { ok: true, address: identity.account_id };
  return userIdAddress(identity);
}

export function noAddress(reason: string, message: string): Address {
  return { ok: false, reason, message };
}
