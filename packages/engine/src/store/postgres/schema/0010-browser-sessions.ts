/** Browsers on the server's own machine that are signed in, by the SHA-256 of what their cookie holds. Instants are UTC ms. */
export const statements: readonly string[] = [
  `CREATE TABLE browser_sessions (
    id text PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
  )`,
];
