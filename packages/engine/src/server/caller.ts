import type { Instant } from '../model/time.ts';

/** What a person may do in a project: a viewer reads and asks; an editor changes all but members, keys and settings; an owner everything. */
export const ROLES = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Who makes a request: the operator, who can read the data directory; a program with a project's secret key; a browser on the server's
 * own machine; or a person with an account.
 */
export type Caller =
  | { readonly kind: 'operator' }
  | { readonly kind: 'key' }
  | { readonly kind: 'local'; readonly session: string }
  | {
      readonly kind: 'account';
      readonly session: string;
      readonly user: User;
      readonly role: Role;
      readonly signedInAt: Instant;
    };

/** The role that a caller has in the project of the request. A secret key may do in its project what an owner may. */
export function roleOf(caller: Caller): Role {
  return caller.kind === 'account' ? caller.role : 'owner';
}

/** Whether a role includes what another may do. */
export function includes(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(least);
}

/** How a record names who made it. */
export function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'account':
      return caller.user.name;
    case 'key':
      return 'a secret key';
    case 'operator':
      return 'the command line';
    case 'local':
      return 'this machine';
  }
}
