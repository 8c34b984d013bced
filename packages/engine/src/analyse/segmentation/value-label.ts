import { NONE } from '../../define/selector/labels.ts';
import { unreachable } from '../../util/assert.ts';
import type { ValueLabel } from './result.ts';

/** The label of what is not shown by itself. No value has it. */
export const OTHER = 'o';

export function valueLabel(label: string): ValueLabel {
  if (label === NONE) return { kind: 'none' };
  if (label === OTHER) return { kind: 'other' };
  const text = label.slice(1);
  if (label.startsWith('n')) return { kind: 'value', value: Number(text) };
  if (label.startsWith('b')) return { kind: 'value', value: text === 'true' };
  return { kind: 'value', value: text };
}

/** What valueLabel reads it from. */
export function labelText(label: ValueLabel): string {
  switch (label.kind) {
    case 'none':
      return NONE;
    case 'other':
      return OTHER;
    case 'value':
      return `${(typeof label.value).charAt(0)}${label.value}`;
    default:
      return unreachable(label);
  }
}
