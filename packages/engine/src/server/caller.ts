import type { Project } from '../model/project.ts';

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
      /** In the project of the request. */
      readonly role: Role;
      /** By the id of each project that they are a member of. */
      readonly roles: ReadonlyMap<string, Role>;
    };

/** The role that a caller has in the project of the request. A secret key may do in its project what an owner may. */
export function roleOf(caller: Caller): Role {
  return caller.kind === 'account' ? caller.role : 'owner';
}

/** Whether a role includes what another may do. */
export function includes(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(least);
}

/** Of all projects those that a caller may act in, with the role in each; `own` is that of the request. */
export function projectsOf(
  caller: Caller,
  all: readonly Project[],
  own: Project,
): readonly (Project & { readonly role: Role })[] {
  if (caller.kind === 'key') return [{ ...own, role: 'owner' }];
  if (caller.kind !== 'account') return all.map((project) => ({ ...project, role: 'owner' }));
  return all.flatMap((project) => {
    const role = caller.roles.get(project.id);
    return role === undefined ? [] : [{ ...project, role }];
  });
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
