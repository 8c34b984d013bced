/**
 * Destinations, the syncs of cohorts to them, and per subject what a destination was last known to have. Subjects and addresses are
 * compared byte by byte, so that pages come in the order in which the event store streams members.
 */
export const statements: readonly string[] = [
  `CREATE TABLE destinations (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    name text NOT NULL,
    kind text NOT NULL,
    settings jsonb NOT NULL,
    sealed_secrets text NOT NULL,
    parked_kind text,
    parked_message text,
    resume_at bigint,
    faults integer NOT NULL DEFAULT 0,
    lease_owner text,
    lease_token bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT destinations_name_in_project UNIQUE (project_id, name)
  )`,
  `CREATE TABLE syncs (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES projects ON DELETE CASCADE,
    cohort_id text NOT NULL REFERENCES cohorts ON DELETE CASCADE,
    destination_id text NOT NULL REFERENCES destinations ON DELETE CASCADE,
    mode text NOT NULL CHECK (mode IN ('once', 'dynamic')),
    state text NOT NULL CHECK (state IN ('running', 'paused', 'done')),
    audience_name text NOT NULL,
    audience_id text,
    mapping jsonb NOT NULL,
    wanted integer,
    compared_at bigint,
    compared_version integer,
    compare_asked boolean NOT NULL DEFAULT true,
    good_at bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT syncs_audience_at_destination UNIQUE (destination_id, audience_name)
  )`,
  'CREATE INDEX syncs_of_project ON syncs (project_id)',
  `CREATE TABLE sync_members (
    sync_id text NOT NULL REFERENCES syncs ON DELETE CASCADE,
    subject text COLLATE "C" NOT NULL,
    address text COLLATE "C" NOT NULL,
    name text NOT NULL,
    wants text NOT NULL CHECK (wants IN ('in', 'out')),
    has text NOT NULL CHECK (has IN ('yes', 'no', 'unknown')),
    state text NOT NULL CHECK (state IN ('settled', 'retry', 'rejected', 'unresolved')),
    reason text,
    message text,
    fingerprint text NOT NULL,
    attempts integer NOT NULL,
    next_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (sync_id, subject, address)
  )`,
  'CREATE INDEX sync_members_by_address ON sync_members (sync_id, address)',
  `CREATE INDEX sync_members_unsettled ON sync_members (sync_id, state, reason) WHERE state <> 'settled'`,
  `CREATE TABLE sync_batches (
    sync_id text NOT NULL REFERENCES syncs ON DELETE CASCADE,
    id text NOT NULL,
    operations jsonb NOT NULL,
    PRIMARY KEY (sync_id, id)
  )`,
];
