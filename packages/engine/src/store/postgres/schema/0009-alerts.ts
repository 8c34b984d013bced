/**
 * Who is told when something is wrong (receivers), what is wrong (problems), and what each receiver was last told of it. One process
 * at a time looks and tells: whoever holds the one row of alert_lease.
 */
export const statements: readonly string[] = [
  `CREATE TABLE alert_receivers (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('slack', 'webhook')),
    host text NOT NULL,
    sealed text NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    failing_since bigint,
    next_at bigint NOT NULL DEFAULT 0,
    error text,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX alert_receivers_of_project ON alert_receivers (project_id)',
  `CREATE TABLE alert_problems (
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    subject text NOT NULL,
    problem text NOT NULL,
    title text NOT NULL,
    message text NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (project_id, subject)
  )`,
  `CREATE TABLE alert_told (
    receiver_id text NOT NULL REFERENCES alert_receivers ON DELETE CASCADE,
    subject text NOT NULL,
    problem text NOT NULL,
    title text NOT NULL,
    since bigint NOT NULL,
    told_at bigint NOT NULL,
    PRIMARY KEY (receiver_id, subject)
  )`,
  `CREATE TABLE alert_lease (
    id integer PRIMARY KEY CHECK (id = 1),
    owner text,
    token bigint NOT NULL DEFAULT 0,
    until timestamptz
  )`,
  'INSERT INTO alert_lease (id) VALUES (1)',
];
