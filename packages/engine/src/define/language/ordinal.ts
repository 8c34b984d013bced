/** The ordinals that are read as words: `first` is 1. */
export const ORDINAL_WORDS: readonly string[] = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** `1st`, `2nd`, `3rd`, `11th`. */
export function printOrdinal(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${n}${ending[RULES.select(n)]}`;
}

const RULES = new Intl.PluralRules('en', { type: 'ordinal' });

/** The number that an ordinal in digits stands for, whichever of the four endings it has; undefined: it is none. */
export function readOrdinal(text: string): number | undefined {
  const digits = /^(\d+)(?:st|nd|rd|th)$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
