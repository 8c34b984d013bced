import { defineClause } from '../define-clause.ts';
import { funnelLive } from './live.ts';
import { missingSteps } from './missing.ts';
import { funnelReference } from './reference.ts';
import { funnelClause } from './schema.ts';
import { funnelSql } from './sql.ts';

export const funnel = defineClause({
  kind: 'funnel',
  schema: funnelClause,
  reference: funnelReference,
  sql: funnelSql,
  live: funnelLive,
  missing: missingSteps,
});
