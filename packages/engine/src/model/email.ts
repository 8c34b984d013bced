const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** The longest that SMTP lets through (RFC 5321, 4.5.3.1.3). */
const LONGEST = 254;

/** Can mail go to this address, as far as its form tells? Spaces around it are no part of one. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text) && text.length <= LONGEST;
}
