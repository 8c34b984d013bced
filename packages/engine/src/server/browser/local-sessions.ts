import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { readCookies, strictCookie } from './cookies.ts';
import { isLocalRequest } from './local-request.ts';

const VALID_SECONDS = 30 * 86_400;

/** Browsers on this machine that came in by a one-time link. Kept in the record store as hashes, so a restart asks nobody to sign in again. */
export interface LocalSessions {
  /** Lets the browser in; gives the Set-Cookie header to answer with. */
  begin(request: FastifyRequest): Promise<string>;
  /** The id of the session that a request belongs to; undefined when there is none, or the request is not of this machine. */
  of(request: FastifyRequest): Promise<string | undefined>;
  /** Ends a session; gives the Set-Cookie header that makes the browser forget it. */
  end(request: FastifyRequest, id: string): Promise<string>;
}

export function localSessions({ db }: RecordStore, clock: Clock): LocalSessions {
  return {
    async begin(request) {
      const secret = randomBytes(32).toString('base64url');
      const now = clock();
      await db.deleteFrom('browser_sessions').where('expires_at', '<=', now).execute();
      await db
        .insertInto('browser_sessions')
        .values({
          id: `b${randomBytes(8).toString('hex')}`,
          hash: hashOf(secret),
          created_at: now,
          expires_at: now + VALID_SECONDS * 1_000,
        })
        .execute();
      return strictCookie(cookieName(request), secret, VALID_SECONDS);
    },
    async of(request) {
      const secret = readCookies(request.headers.cookie).get(cookieName(request));
      if (secret === undefined || !isLocalRequest(request)) return undefined;
      const row = await db
        .selectFrom('browser_sessions')
        .select('id')
        .where('hash', '=', hashOf(secret))
        .where('expires_at', '>', clock())
        .executeTakeFirst();
      return row?.id;
    },
    async end(request, id) {
      await db.deleteFrom('browser_sessions').where('id', '=', id).execute();
      return strictCookie(cookieName(request), '', 0);
    },
  };
}

/** Cookies do not keep ports apart, so the name does: two servers on one machine do not sign each other out. */
function cookieName(request: FastifyRequest): string {
  const port = /:(\d+)$/.exec(request.headers.host ?? '')?.[1] ?? '80';
  return `cusp_local_${port}`;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
