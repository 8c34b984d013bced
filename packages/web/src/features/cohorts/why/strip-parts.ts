export interface StripPart {
  readonly x: number;
  readonly width: number;
}

interface While {
  readonly from: number;
  readonly to: number | null;
}

/** The narrowest that a while is drawn, so that a short one is seen. */
const LEAST = 3;

/** Where whiles stand on a strip of a width that goes from one instant to another; what lies outside is cut off. */
export function stripParts(
  whiles: readonly While[],
  start: number,
  end: number,
  width: number,
): readonly StripPart[] {
  const span = Math.max(1, end - start);
  const place = (at: number): number => ((Math.min(end, Math.max(start, at)) - start) / span) * width;
  return whiles.map(({ from, to }) => {
    const x = place(from);
    const length = Math.max(LEAST, place(to ?? end) - x);
    return { x: Math.min(x, width - length), width: length };
  });
}
