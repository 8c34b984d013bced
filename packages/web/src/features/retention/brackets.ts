/** Several intervals counted as one: `from` is included, `to` is not. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
}

/** Brackets as people write them: "0, 1-6, 7-13" has the intervals 0, 1 to 6, and 7 to 13. */
export function bracketsText(brackets: readonly Bracket[]): string {
  return brackets.map(({ from, to }) => (to - from === 1 ? String(from) : `${from}-${to - 1}`)).join(', ');
}

/** Reads what bracketsText writes. Undefined when it is not that, or they are not in order or overlap. */
export function readBrackets(text: string): Bracket[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const brackets: Bracket[] = [];
  for (const part of parts) {
    const [, first, last] = /^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const bracket = { from: Number(first), to: Number(last ?? first) + 1 };
    if (bracket.to <= bracket.from || bracket.from < (brackets.at(-1)?.to ?? 0)) return undefined;
    brackets.push(bracket);
  }
  return brackets.length === 0 ? undefined : brackets;
}
