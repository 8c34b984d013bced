import type { EChartsType } from 'echarts/core';
import { saveFile } from '../ui/save-file.ts';

const shown = new Map<EChartsType, string>();

/** A chart that is on the page, under the name of its image file. */
export function rememberChart(chart: EChartsType, name: string): void {
  shown.set(chart, name);
}

export function forgetChart(chart: EChartsType): void {
  shown.delete(chart);
}

/** Saves every chart of the page as a PNG at twice its size. Gives how many there were. */
export async function saveChartImages(): Promise<number> {
  const ground = getComputedStyle(document.body).backgroundColor;
  for (const [chart, name] of shown) {
    const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ground });
    const [, encoded = ''] = url.split(',');
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    saveFile(`${name}.png`, new Blob([bytes], { type: 'image/png' }));
  }
  return shown.size;
}
