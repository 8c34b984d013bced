import type { Proportion } from '../../util/statistics/proportion.ts';
import { count, percent } from '../output/format.ts';

/** A share with what it is of and how sure it is, such as `27.9% of 43 (16.7% to 42.7%)`; `no data` of nothing. */
export function proportionWords(p: Proportion): string {
  if (p.share === null) return 'no data';
  return `${percent(p.share)} of ${count(p.of)} (${percent(p.low)} to ${percent(p.high)})`;
}
