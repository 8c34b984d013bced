import type { ChartPalette } from './palette.ts';

const LINES = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };

/** Of what dropped out, and of what is not over yet: grey with hatching, so that it is told apart without colour. */
export function hatched(palette: ChartPalette) {
  return { color: palette.line, decal: { ...LINES, color: palette.baseline } };
}

/** A series' own colour, lighter and with lines across. */
export function hatchedColor(color: string, palette: ChartPalette) {
  return { color: `${color}55`, decal: { ...LINES, color: palette.ground } };
}
