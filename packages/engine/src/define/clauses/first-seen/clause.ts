import { defineClause } from '../define-clause.ts';
import { firstSeenLive } from './live.ts';
import { firstSeenReference } from './reference.ts';
import { firstSeenClause } from './schema.ts';
import { firstSeenSql } from './sql.ts';

export const firstSeen = defineClause({
  kind: 'first-seen',
  schema: firstSeenClause,
  reference: firstSeenReference,
  sql: firstSeenSql,
  live: firstSeenLive,
});
