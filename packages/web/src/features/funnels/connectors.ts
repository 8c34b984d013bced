import type { FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import type { CustomSeriesOption } from 'echarts/charts';
import type { ChartPalette } from '../../charts/palette.ts';
import { elapsedText, shareText } from '../../ui/format.ts';

/** Room above the bars that the words between them need. */
export const CONNECTOR_PX = 44;
/** Narrower gaps have no room for the words: the tooltip and the table have them. */
const LEAST_GAP_PX = 64;

/** Between each bar and the one before it: what share went on, and under it the median time that took. */
export function connectors(steps: readonly FunnelStep[], palette: ChartPalette): CustomSeriesOption {
  return {
    type: 'custom',
    name: 'Went on',
    silent: true,
    tooltip: { show: false },
    encode: { x: 0 },
    data: steps.flatMap(({ ofPrevious }, i) => (ofPrevious === null ? [] : [[i]])),
    renderItem: (_, api) => {
      const place = Number(api.value(0));
      const step = steps[place];
      const [x = 0] = api.coord([place, 0]);
      const [before = 0] = api.coord([place - 1, 0]);
      if (step === undefined || x - before < LEAST_GAP_PX) return { type: 'group', children: [] };
      const middle = (x + before) / 2;
      const words = (text: string, y: number, fill: string, fontWeight: number) => ({
        type: 'text' as const,
        style: { text, x: middle, y, align: 'center' as const, fill, fontSize: 12, fontWeight },
      });
      return {
        type: 'group',
        children: [
          words(`${shareText(step.ofPrevious?.share)} →`, 4, palette.text, 600),
          words(
            step.medianMsFromPrevious === null ? '' : elapsedText(step.medianMsFromPrevious),
            20,
            palette.dimmed,
            400,
          ),
        ],
      };
    },
  };
}
