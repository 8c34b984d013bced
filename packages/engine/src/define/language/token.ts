import type { Instant } from '../../model/time.ts';
import { visible } from './visible.ts';

interface Place {
  /** The characters as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a text. What was wrong with one is already reported: it still has a value, so that reading can go on. */
export type Token =
  /** `lower` is the word in lower case: keywords are read in any case, names as written. */
  | (Place & { readonly kind: 'word'; readonly lower: string })
  | (Place & { readonly kind: 'string'; readonly value: string })
  | (Place & { readonly kind: 'number'; readonly value: number })
  /** A number right before a `%`: 80 for `80%`. */
  | (Place & { readonly kind: 'percent'; readonly value: number })
  /** `3rd`: digits and one of the four endings. */
  | (Place & { readonly kind: 'ordinal'; readonly value: number })
  | (Place & { readonly kind: 'date'; readonly value: Instant })
  | (Place & { readonly kind: 'mark' })
  | (Place & { readonly kind: 'end' });

/** The token as a message speaks of it. */
export function spoken(token: Token): string {
  return token.kind === 'end' ? 'the end of the text' : `\`${visible(token.text)}\``;
}
