/** What receivers were told of one unit, for its timeline. */
export const statements: readonly string[] = [
  'CREATE INDEX export_deliveries_by_unit ON export_deliveries (unit, run_id)',
];
