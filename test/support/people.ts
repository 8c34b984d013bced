import type { LightMyRequestResponse } from 'fastify';
import { createInvitation } from '../../packages/engine/src/server/accounts/invitations.ts';
import type { Role } from '../../packages/engine/src/server/caller.ts';
import type { Server } from '../../packages/engine/src/server/create-server.ts';
import type { ServerDependencies } from '../../packages/engine/src/server/dependencies.ts';

export const PASSWORD = 'correct horse battery';

/** Headers of a page of the server's own. */
export const OWN_PAGE = { host: 'cusp.example.com', 'sec-fetch-site': 'same-origin' };

/** The `Cookie` header after an answer's Set-Cookie headers. */
export function cookiesOf(answer: LightMyRequestResponse): string {
  const set = answer.headers['set-cookie'];
  return (Array.isArray(set) ? set : [set ?? ''])
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => cookie !== '' && !cookie.endsWith('='))
    .join('; ');
}

/** Invites somebody and accepts for them; gives the headers of their browser. */
export async function join(
  server: Server,
  { records, clock }: ServerDependencies,
  who: { readonly projectId: string; readonly role: Role; readonly email: string; readonly name?: string },
): Promise<Record<string, string>> {
  const { projectId, role, email, name = email.split('@')[0] ?? 'somebody' } = who;
  const { secret } = await createInvitation(records, clock, { projectId, role, createdBy: 'a test' });
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/session/invitation/accept',
    headers: OWN_PAGE,
    payload: { token: secret, name, email, password: PASSWORD },
  });
  if (answer.statusCode !== 200) throw new Error(`joining failed: ${answer.body}`);
  return { ...OWN_PAGE, cookie: cookiesOf(answer) };
}
