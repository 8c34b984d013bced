/** Saved views of the app's pages. `search` is JSON as text, so that it comes back as it was, key for key. Instants are UTC ms. */
export const statements: readonly string[] = [
  `CREATE TABLE reports (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    name text NOT NULL,
    kind text NOT NULL,
    search text NOT NULL,
    description text NOT NULL,
    created_by text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    archived_at bigint
  )`,
  // An archived report gives its name free.
  'CREATE UNIQUE INDEX reports_name_in_project ON reports (project_id, name) WHERE archived_at IS NULL',
];
