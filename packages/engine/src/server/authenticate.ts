import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Project } from '../model/project.ts';
import { problemError } from '../util/problem-error.ts';
import type { Access } from './access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The project that the caller may act in. Set for every route under /api that is not open. */
    project: Project;
    /** Whether the caller runs this server, and so may act beyond one project. */
    operator: boolean;
  }
}

/** Which project an operator means: a name or id. Without it, `default`. */
export const PROJECT_HEADER = 'cusp-project';

/**
 * Finds the project that a request under /api may act in. It takes a secret key, or the operator's token: made anew at
 * each start, known only to who can read the data directory, and good for every project.
 */
export async function authenticate(
  request: FastifyRequest,
  access: Access,
  operatorToken: string,
): Promise<{ readonly project: Project; readonly operator: boolean }> {
  const key = bearer(request.headers.authorization);
  if (key === undefined) {
    throw problemError(
      401,
      'missing-key',
      'send the header `Authorization: Bearer <secret key>`',
      'authorization',
    );
  }
  if (sameSecret(key, operatorToken)) {
    return { project: await chosenProject(request, access), operator: true };
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
  return { project: holder.project, operator: false };
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
