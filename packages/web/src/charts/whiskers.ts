import type { CustomSeriesOption } from 'echarts/charts';

export interface Whisker {
  /** Its place on the category axis. */
  readonly at: number;
  readonly low: number | null;
  readonly high: number | null;
}

const CAP_PX = 4;

/** Intervals as thin lines with caps, above a category axis. `shift` in px moves them beside the middle. Clicks go through to what is below. */
export function whiskers(
  list: readonly Whisker[],
  { color, name, shift = 0 }: { readonly color: string; readonly name: string; readonly shift?: number },
): CustomSeriesOption {
  return {
    type: 'custom',
    name,
    silent: true,
    z: 5,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: list.flatMap(({ at, low, high }) => (low === null || high === null ? [] : [[at, low, high]])),
    renderItem: (_, api) => {
      const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)]);
      const [, top = 0] = api.coord([api.value(0), api.value(2)]);
      const at = x + shift;
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.5 },
      });
      return {
        type: 'group',
        children: [
          line(at, bottom, at, top),
          line(at - CAP_PX, bottom, at + CAP_PX, bottom),
          line(at - CAP_PX, top, at + CAP_PX, top),
        ],
      };
    },
  };
}
