import type { RangeLabel, ValueLabel } from '../../analyse/segmentation/result.ts';
import { unreachable } from '../../util/assert.ts';
import { count } from '../output/format.ts';

/** What a value or a range is called; `others` is how many values are together in `other`. */
export function labelWords(label: ValueLabel | RangeLabel, others = 0): string {
  switch (label.kind) {
    case 'value':
      return String(label.value);
    case 'none':
      return '(none)';
    case 'other':
      return others > 0 ? `(${count(others)} others)` : '(others)';
    case 'range':
      return rangeWords(label);
    default:
      return unreachable(label);
  }
}

function rangeWords({ from, to }: RangeLabel): string {
  if (to === null) return `${from ?? 0} or more`;
  if (from === null) return `under ${to}`;
  return to === from + 1 ? String(from) : `${from} to under ${to}`;
}
