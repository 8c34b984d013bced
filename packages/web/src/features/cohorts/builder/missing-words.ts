import type { Problem } from '@cusp/engine/util/result.ts';

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bnames\.\d+$/, 'Choose an event.'],
  [/\bfilters\.\d+\.property$/, 'Choose the property of the filter.'],
  [/\bvalues$/, 'Choose what it is compared with.'],
  [/\b(property|of)$/, 'Choose a property.'],
  [/\bcohort$/, 'Choose a cohort.'],
];

/** What a condition still needs, in a sentence; undefined: nothing. `place`: where it stands. */
export function missingWords(missing: readonly Problem[], place: string): string | undefined {
  const [first] = missing;
  if (first === undefined) return undefined;
  const known = WORDS.find(([path]) => path.test(first.path))?.[1];
  if (known !== undefined) return known;
  const field = first.path.slice(place.length + 1);
  const { message } = first;
  return field === '' ? message : `${field}: ${message}`;
}
