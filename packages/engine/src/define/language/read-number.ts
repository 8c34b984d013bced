/** A number as JSON writes it, or why it cannot be read. Never a number other than the one that was written. */
export function readNumber(text: string): { readonly value: number } | { readonly why: string } {
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) {
    return /^-?\d/.test(text) && /[A-Za-z]$/.test(text)
      ? { why: 'put a space between a number and its unit, and an id in double quotes' }
      : { why: 'write digits, with a dot before decimals and nothing between thousands' };
  }
  if (/^-?0\d/.test(text)) return { why: 'it starts with a zero; put an id in double quotes' };
  const value = Number(text);
  if (!Number.isFinite(value)) return { why: 'it is larger than any number that can be kept' };
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(value) && String(value) !== text) {
    return { why: 'it has more digits than can be kept exactly; put an id in double quotes' };
  }
  return { value: value === 0 ? 0 : value };
}
