/** What was last found when a version of a cohort was validated: one row for each, the last answer counts. */
export const statements: readonly string[] = [
  `CREATE TABLE cohort_findings (
    cohort_id text NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('validation', 'backtest')),
    as_of bigint NOT NULL,
    answered_at bigint NOT NULL,
    spec jsonb NOT NULL,
    summary jsonb NOT NULL,
    PRIMARY KEY (cohort_id, version),
    FOREIGN KEY (cohort_id, version) REFERENCES cohort_versions (cohort_id, version) ON DELETE CASCADE
  )`,
];
