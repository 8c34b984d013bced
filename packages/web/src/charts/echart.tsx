import { BarChart, CustomChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { forgetChart, rememberChart } from './chart-images.ts';
import type { ChartPalette } from './palette.ts';

register([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  SankeyChart,
  ScatterChart,
  TooltipComponent,
  VisualMapComponent,
]);

/** What was clicked: the place in the series and in its data, and whatever the option put into that item. */
export interface ChartClick {
  readonly componentType: string;
  readonly seriesIndex?: number;
  readonly dataIndex: number;
  readonly dataType?: string;
  readonly name: string;
  readonly data: unknown;
  /** Where in the chart, in px from its left and top. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface EChartProps {
  /** ECharts' own. Tooltips are given as DOM nodes or by `valueFormatter`, never as markup made of names. */
  readonly option: EChartsCoreOption;
  readonly palette: ChartPalette;
  /** In px. */
  readonly height: number;
  /** What it shows, in words, for those who do not see it. */
  readonly label: string;
  /** The name of its file when it is saved as an image. */
  readonly name: string;
  readonly onSelect?: ((click: ChartClick) => void) | undefined;
  /** Called with where a click anywhere between the axes is: the place on the horizontal axis and the height on the vertical one. */
  readonly onPlot?: ((point: { readonly place: number; readonly value: number }) => void) | undefined;
}

const MOTION_MS = 140;

/** Some kinds of series bring a second of motion of their own. */
function motion(series: unknown): object {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return { animation: false };
  const all = series === undefined ? [] : [series].flat();
  return {
    animationDuration: MOTION_MS,
    series: all.map((each) => ({ animationDuration: MOTION_MS, ...(each as object) })),
  };
}

/** ECharts in an element of its own size. */
export function EChart({ option, palette, height, label, name, onSelect, onPlot }: EChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const select = useRef(onSelect);
  select.current = onSelect;
  const plot = useRef(onPlot);
  plot.current = onPlot;
  useEffect(() => {
    if (element.current === null) return;
    const made = init(element.current, null, { renderer: 'canvas' });
    chart.current = made;
    made.on('click', (click) => {
      const { offsetX = 0, offsetY = 0 } = click.event ?? {};
      select.current?.({ ...(click as Omit<ChartClick, 'at'>), at: { x: offsetX, y: offsetY } });
    });
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      const pixel = [offsetX, offsetY];
      if (plot.current === undefined || !made.containPixel({ gridIndex: 0 }, pixel)) return;
      const [place, value] = made.convertFromPixel({ gridIndex: 0 }, pixel) as [number, number];
      plot.current({ place, value });
    });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element.current);
    rememberChart(made, name);
    return () => {
      forgetChart(made);
      watch.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [name]);
  useEffect(() => {
    chart.current?.setOption(
      {
        textStyle: {
          fontFamily: "'Inter Variable', system-ui, sans-serif",
          fontSize: 12,
          color: palette.text,
        },
        color: [...palette.series],
        ...option,
        ...motion(option.series),
      },
      { notMerge: true },
    );
  }, [option, palette]);
  return (
    <div
      ref={element}
      role="img"
      aria-label={label}
      style={{ height, cursor: onSelect === undefined && onPlot === undefined ? 'default' : 'pointer' }}
    />
  );
}
