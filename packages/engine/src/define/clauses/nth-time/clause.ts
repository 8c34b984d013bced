import { defineClause } from '../define-clause.ts';
import { nthTimeLive } from './live.ts';
import { nthTimeReference } from './reference.ts';
import { nthTimeClause } from './schema.ts';
import { nthTimeSql } from './sql.ts';

export const nthTime = defineClause({
  kind: 'nth-time',
  schema: nthTimeClause,
  reference: nthTimeReference,
  sql: nthTimeSql,
  live: nthTimeLive,
});
