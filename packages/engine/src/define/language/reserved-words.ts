/**
 * Words that hold a sentence together. They are never bare names: an event or property called `in` or `first` is written in
 * quotes. Every word that can follow a name is here, so a name needs no other mark of where it ends.
 */
export const RESERVED_WORDS: readonly string[] = [
  'users',
  'accounts',
  'who',
  'that',
  'and',
  'or',
  'not',
  'did',
  'do',
  'does',
  'have',
  'has',
  'had',
  'first',
  'in',
  'any',
  'where',
  'then',
  'within',
  'with',
  'at',
  'exactly',
  'for',
  'more',
  'less',
  'fewer',
  'between',
  'since',
  'ever',
  'is',
  'contains',
  'starts',
  'true',
  'false',
  'on',
];

const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS);

/** Is the word, in any case, one that cannot be a bare name? */
export function isReserved(word: string): boolean {
  return RESERVED.has(word.toLowerCase());
}
