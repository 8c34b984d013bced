/** Requests of the day by account at a vendor, whichever process sends them. */
export const statements: readonly string[] = [
  `CREATE TABLE daily_requests (
    account text PRIMARY KEY,
    day integer NOT NULL,
    reserved integer NOT NULL
  )`,
];
