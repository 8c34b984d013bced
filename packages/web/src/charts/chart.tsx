import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EChartProps } from './echart.tsx';
import { loadCharts } from './load-charts.ts';
import { type ChartPalette, useChartPalette } from './palette.ts';

const EChart = lazy(() => loadCharts().then((loaded) => ({ default: loaded.EChart })));

export interface ChartProps extends Omit<EChartProps, 'option' | 'palette'> {
  /** Made anew for each colour scheme. */
  readonly option: (palette: ChartPalette) => EChartProps['option'];
}

/** A chart; its library comes when the first one is shown. What it shows must also be on the page as text or a table. */
export function Chart({ option, ...props }: ChartProps) {
  const palette = useChartPalette();
  return (
    <Suspense fallback={<Skeleton height={props.height} radius={8} />}>
      <EChart {...props} palette={palette} option={option(palette)} />
    </Suspense>
  );
}
