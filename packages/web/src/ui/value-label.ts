import type { RangeLabel, ValueLabel } from '@cusp/engine/analyse/segmentation/result.ts';
import { numberText } from './format.ts';
import { NO_VALUE, valueText } from './value-text.ts';

/** A value or a range of an answer as people read it. */
export function labelText(label: ValueLabel | RangeLabel): string {
  switch (label.kind) {
    case 'value':
      return valueText(label.value);
    case 'none':
      return NO_VALUE;
    case 'other':
      return 'other values';
    case 'range': {
      const { from, to } = label;
      if (from === null) return to === null ? 'any' : `under ${numberText(to)}`;
      return to === null ? `${numberText(from)} or more` : `${numberText(from)} to under ${numberText(to)}`;
    }
  }
}
