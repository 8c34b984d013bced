import { defineClause } from '../define-clause.ts';
import { eventAggregateLive } from './live.ts';
import { eventAggregateReference } from './reference.ts';
import { eventAggregateClause } from './schema.ts';
import { eventAggregateSql } from './sql.ts';

export const eventAggregate = defineClause({
  kind: 'event-aggregate',
  schema: eventAggregateClause,
  reference: eventAggregateReference,
  sql: eventAggregateSql,
  live: eventAggregateLive,
});
