/**
 * What each run of an export really told its receiver, kept after a member has left: measuring starts from it. `as_of` is
 * the instant of the membership, UTC ms.
 */
export const statements: readonly string[] = [
  `CREATE TABLE export_deliveries (
    export_id text NOT NULL REFERENCES exports ON DELETE CASCADE,
    run_id bigint NOT NULL REFERENCES export_runs ON DELETE CASCADE,
    unit text NOT NULL,
    id text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('entered', 'exited')),
    as_of bigint NOT NULL,
    PRIMARY KEY (export_id, run_id, unit, direction)
  )`,
];
