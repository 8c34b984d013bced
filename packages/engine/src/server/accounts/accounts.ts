import type { FastifyRequest } from 'fastify';
import type { Clock, Instant } from '../../model/time.ts';
import { type ProblemError, problemError } from '../../util/problem-error.ts';
import { readCookies } from '../browser/cookies.ts';
import type { Role, User } from '../caller.ts';
import { attemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { ADDRESS_HEADER, type AuthOptions, cookiePrefix } from './auth-options.ts';
import { clientAddress } from './client-address.ts';
import { rolesOf } from './members.ts';

/** A browser in which somebody is signed in. */
export interface SignedIn {
  readonly session: string;
  readonly user: User;
  readonly signedInAt: Instant;
  /** By the id of the project. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** What a sign-in answers with: who it is, and the Set-Cookie headers for their browser. */
export interface Entry {
  readonly user: User;
  readonly cookies: readonly string[];
}

/** People with a password. Errors are ProblemErrors that a page can show. */
export interface Accounts {
  /** Who is signed in in the browser that makes a request. */
  of(request: FastifyRequest): Promise<SignedIn | undefined>;
  /** Throws 401 when email and password do not fit, 429 after too many tries; `wait` is then told how many seconds to wait. */
  signIn(
    request: FastifyRequest,
    given: { readonly email: string; readonly password: string },
    wait: (seconds: number) => void,
  ): Promise<Entry>;
  /** Makes an account and signs it in. The email must be free. */
  create(
    request: FastifyRequest,
    given: { readonly name: string; readonly email: string; readonly password: string },
  ): Promise<Entry>;
  /** Ends the session of the request; gives the Set-Cookie headers that make the browser forget it. */
  signOut(request: FastifyRequest): Promise<readonly string[]>;
  /** Ends all other sessions too. Throws as `signIn` does when the current password is another. */
  changePassword(
    request: FastifyRequest,
    user: User,
    given: { readonly current: string; readonly next: string },
    wait: (seconds: number) => void,
  ): Promise<readonly string[]>;
  /** Sets a password without the old one, and ends all sessions: for a link that was made for it. */
  setPassword(personId: string, password: string): Promise<void>;
}

/** Accounts kept in the record store. better-auth is loaded when somebody first needs it: most processes never do. */
export function createAccounts(options: AuthOptions & { readonly clock: Clock }): Accounts {
  const { records, publicOrigin, clock } = options;
  const limit = attemptLimit(clock);
  const prefix = cookiePrefix(options.secret);
  let opened: Promise<Auth> | undefined;
  const auth = (): Promise<Auth> => {
    opened ??= import('./auth.ts').then(({ openAuth }) => openAuth(options));
    return opened;
  };
  const address = (request: FastifyRequest): string => clientAddress(request, publicOrigin !== undefined);
  const headersOf = (request: FastifyRequest): Headers => {
    const { cookie, 'user-agent': browser } = request.headers;
    return new Headers({
      [ADDRESS_HEADER]: address(request),
      ...(cookie === undefined ? {} : { cookie }),
      ...(browser === undefined ? {} : { 'user-agent': browser }),
    });
  };

  return {
    async of(request) {
      const names = [...readCookies(request.headers.cookie).keys()];
      if (!names.some((name) => name.includes(prefix))) return undefined;
      const { api } = await auth();
      const found = await api.getSession({ headers: headersOf(request) });
      if (!found) return undefined;
      const { id, name, email } = found.user;
      return {
        session: found.session.id,
        user: { id, name, email },
        signedInAt: found.session.createdAt.getTime(),
        roles: await rolesOf(records, id),
      };
    },
    async signIn(request, { email, password }, wait) {
      const succeeded = limit.begin(email.toLowerCase(), address(request), wait);
      const { api } = await auth();
      const entry = await api
        .signInEmail({ body: { email, password }, headers: headersOf(request), returnHeaders: true })
        .catch((error) => {
          throw asProblem(error, 'email and password do not fit together', 'password');
        });
      succeeded();
      return entryOf(entry);
    },
    async create(request, given) {
      const { api } = await auth();
      const entry = await api
        .signUpEmail({ body: given, headers: headersOf(request), returnHeaders: true })
        .catch((error) => {
          throw asProblem(error, 'the account cannot be made', 'email');
        });
      return entryOf(entry);
    },
    async signOut(request) {
      const { api } = await auth();
      const { headers } = await api.signOut({ headers: headersOf(request), returnHeaders: true });
      return headers.getSetCookie();
    },
    async changePassword(request, user, { current, next }, wait) {
      const succeeded = limit.begin(user.email, address(request), wait);
      const { api } = await auth();
      const { headers } = await api
        .changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: headersOf(request),
          returnHeaders: true,
        })
        .catch((error) => {
          throw asProblem(error, 'the current password is another', 'current');
        });
      succeeded();
      return headers.getSetCookie();
    },
    async setPassword(personId, password) {
      const { password: passwords } = await (await auth()).$context;
      const hash = await passwords.hash(password);
      await records.db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('person_credentials')
          .set({ password: hash, updated_at: new Date(clock()) })
          .where('person_id', '=', personId)
          .where('provider_id', '=', 'credential')
          .execute();
        await transaction.deleteFrom('person_sessions').where('person_id', '=', personId).execute();
      });
    },
  };
}

function entryOf({
  headers,
  response,
}: {
  readonly headers: Headers;
  readonly response: { readonly user: User };
}): Entry {
  const { id, name, email } = response.user;
  return { user: { id, name, email }, cookies: headers.getSetCookie() };
}

/** What better-auth refuses with, 400 to 422, in our words. Anything else is no mistake of the caller. */
function asProblem(error: unknown, words: string, path: string): ProblemError | unknown {
  const { statusCode, body } = error as { statusCode?: number; body?: { code?: string; message?: string } };
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return error;
  if (body?.code === 'INVALID_EMAIL_OR_PASSWORD' || body?.code === 'INVALID_PASSWORD') {
    return problemError(401, 'wrong-credentials', words, path);
  }
  return problemError(422, 'not-accepted', `${words}: ${body?.message ?? 'it was refused'}`, path);
}
