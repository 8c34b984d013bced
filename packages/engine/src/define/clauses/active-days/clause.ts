import { defineClause } from '../define-clause.ts';
import { activeDaysLive } from './live.ts';
import { activeDaysReference } from './reference.ts';
import { activeDaysClause } from './schema.ts';
import { activeDaysSql } from './sql.ts';

export const activeDays = defineClause({
  kind: 'active-days',
  schema: activeDaysClause,
  reference: activeDaysReference,
  sql: activeDaysSql,
  live: activeDaysLive,
});
