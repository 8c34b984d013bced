import type { PropertyValue } from './property-value.ts';

/**
 * One change of a user's or an account's property, as the sender asked for it.
 * `set-once` keeps an existing value; `add` takes a number; `append`, `prepend`, `pre-insert` and `post-insert` make lists
 * (the insert forms skip values already there); `remove` takes values out of a list; `unset` removes the property; `clear` removes every property known at that time.
 */
export type PropertyUpdate =
  | {
      readonly op: 'set' | 'set-once' | 'append' | 'prepend' | 'pre-insert' | 'post-insert' | 'remove';
      readonly property: string;
      readonly value: PropertyValue;
    }
  | { readonly op: 'add'; readonly property: string; readonly value: number }
  | { readonly op: 'unset'; readonly property: string }
  | { readonly op: 'clear' };

/** An update after it was applied to what was known: the value from then on, or undefined when it was removed. */
export interface ResolvedUpdate {
  readonly property: string;
  readonly value: PropertyValue | undefined;
}
