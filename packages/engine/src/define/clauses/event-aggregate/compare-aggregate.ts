import { unreachable } from '../../../util/assert.ts';
import { nanounits } from './nanounits.ts';
import type { EventAggregateClause, NumberComparison } from './schema.ts';

/** The numbers of some events put together: their sum in billionths, and how many there are. */
export interface Total {
  readonly sum: bigint;
  readonly count: number;
}

type Wanted = Pick<EventAggregateClause, 'aggregate' | 'op' | 'value'>;

/** Does the sum, or the average, compare as the clause says? An average of none is no number, of which nothing is true. */
export function totalHolds({ sum, count }: Total, { aggregate, op, value }: Wanted): boolean {
  if (aggregate === 'sum') return compares(sum, op, nanounits(value));
  return count > 0 && compares(sum, op, nanounits(value) * BigInt(count));
}

/** Does a number compare with another as the operator says? Both of one type: `===` tells 1 from 1n. */
export function compares<T extends number | bigint>(found: T, op: NumberComparison, value: T): boolean {
  switch (op) {
    case 'is':
      return found === value;
    case 'is-not':
      return found !== value;
    case 'greater':
      return found > value;
    case 'at-least':
      return found >= value;
    case 'less':
      return found < value;
    case 'at-most':
      return found <= value;
    default:
      return unreachable(op);
  }
}
