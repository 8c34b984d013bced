import { loadChunk } from '../api/load-chunk.ts';

/** The library that draws charts, which comes when the first one is shown or when nothing else is to be done. */
export function loadCharts() {
  return loadChunk(() => import('./echart.tsx'));
}
