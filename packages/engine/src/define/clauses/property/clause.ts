import { defineClause } from '../define-clause.ts';
import { propertyLive } from './live.ts';
import { missingValue } from './missing.ts';
import { propertyReference } from './reference.ts';
import { propertyClause } from './schema.ts';
import { propertySql } from './sql.ts';

export const property = defineClause({
  kind: 'property',
  schema: propertyClause,
  reference: propertyReference,
  sql: propertySql,
  live: propertyLive,
  missing: missingValue,
});
