import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';
import { problemOf, unreachable } from './problem.ts';
import { queryClient } from './query-client.ts';

const LAST_PROJECT = 'cusp-project';

function readSession() {
  return found(api.GET('/api/v1/session'));
}

/** Who is signed in, and the projects that are open to them. */
export type Session = Awaited<ReturnType<typeof readSession>>;

/** The session, kept until the page is left: who wants to know what an owner has changed since looks again. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The session, as it was read last. Throws an ApiProblem `login-needed` when there is none. */
export function loadSession(): Promise<Session> {
  return queryClient.ensureQueryData(sessionQuery);
}

/** The session, read anew: something in it was changed. */
export function reloadSession(): Promise<Session> {
  return queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** The project that was open last in this browser, or the first. */
export function projectToOpen({ projects }: Session): string {
  const last = localStorage.getItem(LAST_PROJECT);
  return projects.find(({ id }) => id === last)?.id ?? projects[0]?.id ?? 'default';
}

export function rememberProject(id: string): void {
  localStorage.setItem(LAST_PROJECT, id);
}

export type WayIn = 'link' | 'password' | 'invitation';

/** How somebody who is not signed in can be. */
export async function waysIn(): Promise<readonly WayIn[]> {
  const response = await fetch('/api/v1/session').catch(() => {
    throw unreachable();
  });
  if (response.ok) return [];
  const body = (await response.json().catch(() => undefined)) as { ways?: readonly WayIn[] } | undefined;
  if (body?.ways === undefined) throw problemOf(response.status, body);
  return body.ways;
}

/** Signs this browser out, and leaves the app for the page that lets in again. */
export async function signOut(): Promise<void> {
  await found(api.DELETE('/api/v1/session'));
  location.assign('/sign-in');
}
