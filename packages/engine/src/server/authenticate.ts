import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Project } from '../model/project.ts';
import { must } from '../util/assert.ts';
import { type ProblemError, problemError } from '../util/problem-error.ts';
import type { Access } from './access.ts';
import type { SignedIn } from './accounts/accounts.ts';
import { requireSameOrigin } from './browser/same-origin.ts';
import type { Caller, Role } from './caller.ts';
import type { Doors } from './doors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The project that the caller may act in. Set for every route under /api that is not open. */
    project: Project;
    /** Whether the caller runs this server or sits at its machine, and so may act beyond one project. */
    operator: boolean;
    caller: Caller;
  }
}

/** Which project somebody means who may act in several: a name or id. Without it, `default`. */
export const PROJECT_HEADER = 'cusp-project';

export interface Authenticated {
  readonly project: Project;
  readonly operator: boolean;
  readonly caller: Caller;
}

/**
 * Finds who makes a request under /api, and the project that they may act in. It takes a secret key or the operator's token in the
 * header `Authorization`, or the cookie of a browser that is signed in. Throws a ProblemError: 401 when it is none of them, 403 when a
 * page of another site used the cookie.
 */
export async function authenticate(request: FastifyRequest, doors: Doors): Promise<Authenticated> {
  const key = bearer(request.headers.authorization);
  if (key !== undefined) return byKey(key, request, doors);
  const found = await authenticateBrowser(request, doors);
  if (found === undefined) throw nobody(request);
  return found;
}

/** The same by cookie alone; undefined when nobody is signed in. Throws a ProblemError (403) as well when their account has no project. */
export async function authenticateBrowser(
  request: FastifyRequest,
  doors: Doors,
): Promise<Authenticated | undefined> {
  const found = await browserSession(request, doors);
  if (found === undefined) return undefined;
  if (found.kind === 'local') {
    return { project: await chosenProject(request, doors.access), operator: true, caller: found };
  }
  const { session, user, roles } = found;
  const project = await chosenProject(request, doors.access, roles);
  const role = must(roles.get(project.id), 'role');
  return { project, operator: false, caller: { kind: 'account', session, user, role, roles } };
}

export type BrowserSession =
  | { readonly kind: 'local'; readonly session: string }
  | ({ readonly kind: 'account' } & SignedIn);

/** Who is signed in in the browser that makes a request. Throws a ProblemError (403) when a page of another site used the cookie. */
export async function browserSession(
  request: FastifyRequest,
  { local, accounts, publicOrigin }: Doors,
): Promise<BrowserSession | undefined> {
  const session = await local.of(request);
  const signedIn = session === undefined ? await accounts.of(request) : undefined;
  if (session === undefined && signedIn === undefined) return undefined;
  requireSameOrigin(request, publicOrigin);
  return signedIn ? { kind: 'account', ...signedIn } : { kind: 'local', session: must(session, 'session') };
}

async function byKey(
  key: string,
  request: FastifyRequest,
  { access, operatorToken }: Doors,
): Promise<Authenticated> {
  if (sameSecret(key, operatorToken)) {
    return { project: await chosenProject(request, access), operator: true, caller: { kind: 'operator' } };
  }
  const holder = await access.holder(key);
  if (!holder) {
    throw problemError(
      401,
      'unknown-key',
      'this key was never made or was revoked: see `cusp key list`',
      'authorization',
    );
  }
  if (holder.kind === 'write') {
    throw problemError(
      403,
      'write-key',
      'this is a write key, which may only send events: use a secret key of the project',
      'authorization',
    );
  }
  return { project: holder.project, operator: false, caller: { kind: 'key' } };
}

/** A page is sent to where one signs in, a program is told of keys. */
function nobody(request: FastifyRequest): ProblemError {
  if (request.headers.cookie === undefined && request.headers['sec-fetch-site'] === undefined) {
    return problemError(
      401,
      'missing-key',
      'send the header `Authorization: Bearer <secret key>`',
      'authorization',
    );
  }
  return problemError(
    401,
    'login-needed',
    'nobody is signed in here, or the session is over: sign in again; GET /api/v1/session says how',
  );
}

/** With `roles`, one of the projects in them; when none is named, `default` or else the oldest of them. */
async function chosenProject(
  request: FastifyRequest,
  access: Access,
  roles?: ReadonlyMap<string, Role>,
): Promise<Project> {
  const named = request.headers[PROJECT_HEADER];
  const isNamed = typeof named === 'string' && named !== '';
  const name = isNamed ? decoded(named) : 'default';
  const project = await access.project(name);
  if (project && (roles === undefined || roles.has(project.id))) return project;
  const open = (await access.projects()).filter(({ id }) => roles === undefined || roles.has(id));
  if (roles !== undefined && open.length === 0) {
    throw problemError(
      403,
      'no-project',
      'this account is a member of no project: ask an owner of one for an invitation',
    );
  }
  const [first] = open;
  if (roles !== undefined && !isNamed && first !== undefined) return first;
  throw problemError(
    404,
    'unknown-project',
    `there is no project "${name}": known are ${open.map((each) => each.name).join(', ')}`,
    PROJECT_HEADER,
  );
}

/** Headers hold ASCII alone, so a name comes percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}

function bearer(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

/** Compares without telling by its time how much of it fits. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
