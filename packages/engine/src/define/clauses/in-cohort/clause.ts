import { defineClause } from '../define-clause.ts';
import { inCohortLive } from './live.ts';
import { inCohortReference } from './reference.ts';
import { inCohortClause } from './schema.ts';
import { inCohortSql } from './sql.ts';

export const inCohort = defineClause({
  kind: 'in-cohort',
  schema: inCohortClause,
  reference: inCohortReference,
  sql: inCohortSql,
  live: inCohortLive,
});
