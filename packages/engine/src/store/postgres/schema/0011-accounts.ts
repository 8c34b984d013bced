/**
 * People who sign in. "User" and "account" mean those of the product that Cusp looks at, so its own have other names. What
 * better-auth keeps is in the first four tables, under our names of its fields.
 */
export const statements: readonly string[] = [
  `CREATE TABLE people (
    id text PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE,
    email_verified boolean NOT NULL DEFAULT false,
    image text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE person_sessions (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
    token text NOT NULL UNIQUE,
    ip_address text,
    user_agent text,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX person_sessions_of_person ON person_sessions (person_id)',
  `CREATE TABLE person_credentials (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX person_credentials_of_person ON person_credentials (person_id)',
  `CREATE TABLE person_verifications (
    id text PRIMARY KEY,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,

  `CREATE TABLE members (
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    added_at bigint NOT NULL,
    PRIMARY KEY (project_id, person_id)
  )`,
  'CREATE INDEX members_of_person ON members (person_id)',
  `CREATE TABLE invitations (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    hash text NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    email text,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    accepted_at bigint
  )`,
  'CREATE INDEX invitations_of_project ON invitations (project_id)',
  `CREATE TABLE password_resets (
    hash text PRIMARY KEY,
    person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
    expires_at bigint NOT NULL
  )`,
];
