type Scalar = string | number | boolean;

/** A value as people read it in a list. */
export function scalarText(value: Scalar): string {
  return String(value);
}

/**
 * What somebody who typed `text` means, given values that the property was seen with: a number or a truth value where it has such, and text
 * where it has text alone. Quotes around it always mean text.
 */
export function scalarOf(text: string, seen: readonly Scalar[]): Scalar {
  const quoted = /^"(.*)"$/s.exec(text);
  if (quoted) return quoted[1] ?? '';
  const same = seen.find((each) => String(each) === text);
  if (same !== undefined) return same;
  const isAlwaysText = seen.length > 0 && seen.every((each) => typeof each === 'string');
  if (isAlwaysText) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
