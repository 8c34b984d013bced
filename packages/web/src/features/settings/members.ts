import { queryOptions } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';

export type Member =
  paths['/api/v1/members']['get']['responses'][200]['content']['application/json']['members'][number];
export type Invitation =
  paths['/api/v1/invitations']['get']['responses'][200]['content']['application/json']['invitations'][number];
type Role = Member['role'];

/** The roles, from the one that may everything. */
export const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'owner', label: 'owner: everything' },
  { value: 'editor', label: 'editor: all but members, keys and settings' },
  { value: 'viewer', label: 'viewer: looks and asks' },
];

/** The accounts that are let into a project. */
export function memberList(project: string) {
  return queryOptions({
    queryKey: ['members', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/members', { signal })),
  });
}

/** Links that were made and not used yet. Owners alone may see them. */
export function invitationList(project: string) {
  return queryOptions({
    queryKey: ['invitations', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/invitations', { signal })),
  });
}
