import { defineClause } from '../define-clause.ts';
import { trendLive } from './live.ts';
import { trendReference } from './reference.ts';
import { trendClause } from './schema.ts';
import { trendSql } from './sql.ts';

export const trend = defineClause({
  kind: 'trend',
  schema: trendClause,
  reference: trendReference,
  sql: trendSql,
  live: trendLive,
});
