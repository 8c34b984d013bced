/** Who saved a version of a cohort, in words; null for those that were saved before this was kept. */
export const statements: readonly string[] = ['ALTER TABLE cohort_versions ADD COLUMN created_by text'];
