import type { PropertyValue } from '../../../model/property-value.ts';
import type { EventCountClause } from './schema.ts';

/** What a count that does not fit lacks: `2 more`. */
export function missingEvents({ op, count }: EventCountClause, value: PropertyValue | null): string {
  const seen = typeof value === 'number' ? value : 0;
  switch (op) {
    case 'at-least':
      return `${count - seen} more`;
    case 'more-than':
      return `${count + 1 - seen} more`;
    case 'exactly':
      return seen < count ? `${count - seen} more` : `more than ${count}`;
    case 'at-most':
      return `more than ${count}`;
    case 'less-than':
      return `${count} or more`;
    case 'not-exactly':
      return 'one more';
  }
}
