import { useQuery } from '@tanstack/react-query';
import { type Session, sessionQuery } from './session.ts';
import { useProject } from './use-project.ts';

export type Role = Session['role'];

/** What an owner changes in somebody's role shows in their open pages so much later, ms. */
const AGAIN_MS = 10_000;

const RANKS: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, owner: 2 };

/** What the person may do in the project that the page is about; the least, while it is not known. */
export function useRole(): Role {
  const id = useProject();
  const { data } = useQuery({ ...sessionQuery, refetchInterval: AGAIN_MS });
  return data?.projects.find((each) => each.id === id)?.role ?? 'viewer';
}

/** Why the person may not do what takes the role `least`, and what they can do about it; undefined when they may. */
export function useRefusal(least: Role): string | undefined {
  const role = useRole();
  if (RANKS[role] >= RANKS[least]) return undefined;
  return `This takes the role ${least}, and you are ${role === 'viewer' ? 'a viewer' : 'an editor'} here. An owner of the project can change that.`;
}
