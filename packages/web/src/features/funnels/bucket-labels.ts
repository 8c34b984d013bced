import { countText, elapsedText } from '../../ui/format.ts';

/** The ranges of a distribution of times, in words: under the first bound, from each to the next, and from the last on. Bounds in ms. */
export function timeLabels(bounds: readonly number[]): readonly string[] {
  return [
    `< ${elapsedText(bounds[0])}`,
    ...bounds.map((bound, i) => {
      const next = bounds[i + 1];
      return next === undefined ? `≥ ${elapsedText(bound)}` : `${elapsedText(bound)} – ${elapsedText(next)}`;
    }),
  ];
}

/** The same of how often something was done. Bounds are whole. */
export function timesLabels(bounds: readonly number[]): readonly string[] {
  const range = (from: number, to: number): string =>
    to - from === 1 ? countText(from) : `${countText(from)}–${countText(to - 1)}`;
  return [
    range(0, bounds[0] ?? 0),
    ...bounds.map((bound, i) => {
      const next = bounds[i + 1];
      return next === undefined ? `${countText(bound)}+` : range(bound, next);
    }),
  ];
}
