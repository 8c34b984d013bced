import { defineClause } from '../define-clause.ts';
import { limitShareLive } from './live.ts';
import { limitShareReference } from './reference.ts';
import { limitShareClause } from './schema.ts';
import { limitShareSql } from './sql.ts';

export const limitShare = defineClause({
  kind: 'limit-share',
  schema: limitShareClause,
  reference: limitShareReference,
  sql: limitShareSql,
  live: limitShareLive,
});
