import { useComputedColorScheme } from '@mantine/core';

/** Colours of charts. The cohort or the first series is always the accent, the baseline always grey; the rest in a fixed order. */
export interface ChartPalette {
  readonly accent: string;
  readonly baseline: string;
  readonly text: string;
  readonly dimmed: string;
  readonly line: string;
  readonly ground: string;
  readonly entered: string;
  readonly exited: string;
  /** Eight that differ for the colour-blind too (after Okabe and Ito), the accent first. */
  readonly series: readonly string[];
  /** From nothing to all, for heat maps. */
  readonly heat: readonly [string, string];
}

const LIGHT: ChartPalette = {
  accent: '#4a63dd',
  baseline: '#8a9099',
  text: '#1f2328',
  dimmed: '#565d66',
  line: '#e3e6ea',
  ground: '#ffffff',
  entered: '#1f7a3d',
  exited: '#c22f2f',
  series: ['#4a63dd', '#d55e00', '#009e73', '#cc79a7', '#0072b2', '#b58900', '#56a0c9', '#7a5195'],
  heat: ['#f2f4fd', '#4a63dd'],
};

const DARK: ChartPalette = {
  accent: '#8b9cf2',
  baseline: '#8f96a0',
  text: '#e6e8eb',
  dimmed: '#a7adb6',
  line: '#32363d',
  ground: '#17191d',
  entered: '#5bc27e',
  exited: '#f28b82',
  series: ['#8b9cf2', '#f0883e', '#2fbf92', '#e29bc0', '#56a9e0', '#d9b44a', '#8cc4e4', '#b592d1'],
  heat: ['#20263f', '#8b9cf2'],
};

export function useChartPalette(): ChartPalette {
  return useComputedColorScheme('light') === 'dark' ? DARK : LIGHT;
}
