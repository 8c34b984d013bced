import type { FastifyRequest } from 'fastify';
import { problemError } from '../util/problem-error.ts';
import { includes, type Role, roleOf } from './caller.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that a route takes, where it is another than what its method says. */
    role?: Role;
    /** Of a route about people, which a program with a secret key has no business with. */
    peopleOnly?: boolean;
  }
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses (403) a caller whose role in the project does not include what a route does. Viewers read and ask, editors change. */
export function permit(request: FastifyRequest): void {
  const { config } = request.routeOptions;
  const asks = READS.has(request.method) || config.changesNothing === true;
  requireRole(request, config.role ?? (asks ? 'viewer' : 'editor'));
  if (config.peopleOnly === true && request.caller.kind === 'key') {
    throw problemError(
      403,
      'not-for-keys',
      'a secret key is for programs: members are managed by owners in the app, or with `cusp team` where the server runs',
      'authorization',
    );
  }
}

/** The same for a route that does more for some of its requests. */
export function requireRole({ caller, project }: FastifyRequest, least: Role): void {
  const role = roleOf(caller);
  if (includes(role, least)) return;
  throw problemError(
    403,
    'role-too-low',
    `this takes the role ${least}, and yours in the project "${project.name}" is ${role}: ask one of its owners`,
  );
}
