import { defineClause } from '../define-clause.ts';
import { typicalCountLive } from './live.ts';
import { typicalCountReference } from './reference.ts';
import { typicalCountClause } from './schema.ts';
import { typicalCountSql } from './sql.ts';

export const typicalCount = defineClause({
  kind: 'typical-count',
  schema: typicalCountClause,
  reference: typicalCountReference,
  sql: typicalCountSql,
  live: typicalCountLive,
});
