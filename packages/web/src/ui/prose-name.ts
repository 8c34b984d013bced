const MOST = 60;
/** Letters that run from right to left, and marks that turn what follows around. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'];

/**
 * A name as it stands in a sentence that is plain text: long ones are cut, and one that runs from right to left, or turns around what follows, keeps
 * to itself.
 */
export function proseName(name: string): string {
  const letters = [...name];
  const cut = letters.length > MOST ? `${letters.slice(0, MOST).join('')}…` : name;
  return TURNS.test(cut) ? `${FIRST_STRONG_ISOLATE}${cut}${POP_ISOLATE}` : cut;
}
