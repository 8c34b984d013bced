/** A condition in plain words: `who did x`, or `whose plan is "free"`. */
export interface Phrase {
  readonly pronoun: 'who' | 'whose';
  readonly words: string;
}

/** As it follows "Users": `whose plan is "free"`. */
export function relative(phrase: Phrase): string {
  return `${phrase.pronoun} ${phrase.words}`;
}

/** As it stands in a list of what holds: `their plan is "free"`. */
export function listItem(phrase: Phrase): string {
  return phrase.pronoun === 'whose' ? `their ${phrase.words}` : phrase.words;
}

/** `a`, `a or b`, `a, b or c`. */
export function enumerated(items: readonly string[], connective: 'and' | 'or'): string {
  if (items.length <= 1) return items.join();
  return `${items.slice(0, -1).join(', ')} ${connective} ${items.slice(-1).join()}`;
}
