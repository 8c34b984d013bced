/** A new version of a cohort that is being built: the one in force is read until it is whole. */
export const statements: readonly string[] = [
  'ALTER TABLE cohorts ADD COLUMN pending_version integer',
  `ALTER TABLE cohorts ADD CONSTRAINT cohorts_pending_version_exists
    FOREIGN KEY (id, pending_version) REFERENCES cohort_versions (cohort_id, version) DEFERRABLE INITIALLY DEFERRED`,
];
