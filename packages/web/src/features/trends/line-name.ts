import type { Line } from '@cusp/engine/analyse/segmentation/result.ts';
import { isolated } from '../../ui/isolated.ts';
import { labelText } from '../../ui/value-label.ts';
import type { SeriesState } from './search.ts';

const LETTERS = 'ABCDEFGHIJ';

/** A line's name: the formula or the event, its segment and its values. */
export function lineName(line: Line, series: readonly SeriesState[]): string {
  const what =
    line.kind === 'formula' ? line.formula : eventName(series[LETTERS.indexOf(line.series)], line.series);
  const parts = [what, ...(line.segment === null ? [] : [line.segment]), ...line.labels.map(labelText)];
  return parts.map(isolated).join(' · ');
}

function eventName(series: SeriesState | undefined, letter: string): string {
  const names = series?.event.names.filter((name) => name !== '') ?? [];
  return `${letter}: ${names.join(' or ') || 'any event'}`;
}
