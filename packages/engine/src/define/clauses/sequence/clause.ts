import { defineClause } from '../define-clause.ts';
import { sequenceLive } from './live.ts';
import { sequenceReference } from './reference.ts';
import { sequenceClause } from './schema.ts';
import { sequenceSql } from './sql.ts';

export const sequence = defineClause({
  kind: 'sequence',
  schema: sequenceClause,
  reference: sequenceReference,
  sql: sequenceSql,
  live: sequenceLive,
});
