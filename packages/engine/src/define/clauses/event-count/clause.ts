import { defineClause } from '../define-clause.ts';
import { eventCountLive } from './live.ts';
import { missingEvents } from './missing.ts';
import { eventCountReference } from './reference.ts';
import { eventCountClause } from './schema.ts';
import { eventCountSql } from './sql.ts';

export const eventCount = defineClause({
  kind: 'event-count',
  schema: eventCountClause,
  reference: eventCountReference,
  sql: eventCountSql,
  live: eventCountLive,
  missing: missingEvents,
});
