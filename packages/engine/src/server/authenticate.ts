import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Project } from '../model/project.ts';
import { type ProblemError, problemError } from '../util/problem-error.ts';
import type { Access } from './access.ts';
import { requireSameOrigin } from './browser/same-origin.ts';
import type { Caller } from './caller.ts';
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

/** The same by cookie alone; undefined when nobody is signed in. Throws a ProblemError (403) when a page of another site used the cookie. */
export async function authenticateBrowser(
  request: FastifyRequest,
  doors: Doors,
): Promise<Authenticated | undefined> {
  const session = await doors.local.of(request);
  if (session === undefined) return undefined;
  requireSameOrigin(request, doors.publicOrigin);
  const project = await chosenProject(request, doors.access);
  return { project, operator: true, caller: { kind: 'local', session } };
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

async function chosenProject(request: FastifyRequest, access: Access): Promise<Project> {
  const named = request.headers[PROJECT_HEADER];
  const name = typeof named === 'string' && named !== '' ? decoded(named) : 'default';
  const project = await access.project(name);
  if (project) return project;
  const known = (await access.projects()).map((p) => p.name).join(', ');
  throw problemError(
    404,
    'unknown-project',
    `there is no project "${name}": known are ${known}`,
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
