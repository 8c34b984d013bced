import { betterAuth } from 'better-auth';
import { LONGEST_PASSWORD, SESSION_DAYS, SHORTEST_PASSWORD } from './auth-limits.ts';
import { ADDRESS_HEADER, type AuthOptions, cookiePrefix } from './auth-options.ts';

/**
 * better-auth over the record store, for passwords and sessions. Its own routes are mounted nowhere: Cusp's routes call it, and so
 * nothing of it answers that is not documented.
 */
export function openAuth({ records, secret, publicOrigin }: AuthOptions) {
  return betterAuth({
    appName: 'Cusp',
    secret,
    baseURL: publicOrigin ?? 'http://127.0.0.1',
    trustedOrigins: publicOrigin === undefined ? [] : [publicOrigin],
    database: { db: records.db, type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'person_sessions',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_DAYS * 86_400,
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'person_credentials',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'person_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: cookiePrefix(secret),
      useSecureCookies: publicOrigin?.startsWith('https:') === true,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof openAuth>;
