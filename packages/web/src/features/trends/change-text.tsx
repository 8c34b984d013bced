import { countText, shareText } from '../../ui/format.ts';

/** A change with its sign, such as "+12.5%"; a dash for none. */
export function ChangeText({ value }: { readonly value: number | null }) {
  if (value === null) return countText(null);
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${shareText(Math.abs(value))}`;
}
