import { defineClause } from '../define-clause.ts';
import { propertyEverLive } from './live.ts';
import { propertyEverReference } from './reference.ts';
import { propertyEverClause } from './schema.ts';
import { propertyEverSql } from './sql.ts';

export const propertyEver = defineClause({
  kind: 'property-ever',
  schema: propertyEverClause,
  reference: propertyEverReference,
  sql: propertyEverSql,
  live: propertyEverLive,
});
