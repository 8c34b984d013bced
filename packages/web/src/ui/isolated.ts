/** Letters that run from right to left, and marks that turn what follows around. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069'];

/**
 * A name as it stands among other words where there is no element around it, as in a chart's tooltip or a title: one that runs from right to
 * left, or turns around what follows, keeps to itself.
 */
export function isolated(name: string): string {
  return TURNS.test(name) ? `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}` : name;
}
