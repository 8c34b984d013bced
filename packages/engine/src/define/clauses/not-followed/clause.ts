import { defineClause } from '../define-clause.ts';
import { notFollowedLive } from './live.ts';
import { notFollowedReference } from './reference.ts';
import { notFollowedClause } from './schema.ts';
import { notFollowedSql } from './sql.ts';

export const notFollowed = defineClause({
  kind: 'not-followed',
  schema: notFollowedClause,
  reference: notFollowedReference,
  sql: notFollowedSql,
  live: notFollowedLive,
});
