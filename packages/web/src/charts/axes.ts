import { countText, elapsedText } from '../ui/format.ts';
import type { ChartPalette } from './palette.ts';

/** What all charts with axes share: quiet lines, dimmed words, room for them. */
export function grid({ left = 8, right = 16, top = 16, bottom = 8 } = {}) {
  return { left, right, top, bottom, containLabel: true };
}

export function categoryAxis(palette: ChartPalette, data: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...data],
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.dimmed, hideOverlap: true },
  };
}

/** What the lines and bars are, above them, in one line: what has no room there is paged through. */
export function legend(palette: ChartPalette) {
  return {
    type: 'scroll' as const,
    top: 0,
    left: 0,
    itemWidth: 16,
    itemHeight: 10,
    itemGap: 12,
    textStyle: { color: palette.text },
    pageTextStyle: { color: palette.dimmed },
    pageIconColor: palette.dimmed,
    pageIconInactiveColor: palette.line,
  };
}

export function valueAxis(palette: ChartPalette, format: (value: number) => string, name?: string) {
  return {
    type: 'value' as const,
    // Nobody is half a user.
    ...(format === countText ? { minInterval: 1 } : {}),
    ...(name === undefined ? {} : { name, nameTextStyle: { color: palette.dimmed } }),
    axisLabel: { color: palette.dimmed, formatter: format },
    splitLine: { lineStyle: { color: palette.line } },
  };
}

/** An elapsed time on an axis, where nothing has passed at its beginning. */
export function elapsedTick(ms: number): string {
  return ms === 0 ? '0' : elapsedText(ms);
}

/** A tooltip of plain text lines, whatever the names in them hold: it is built of DOM nodes. Names among other words are to be `isolated`. */
export function textTooltip(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  for (const [i, line] of lines.entries()) {
    const row = document.createElement('div');
    row.textContent = line;
    // Each line is in the page's direction, whatever it begins with.
    row.dir = 'ltr';
    if (i === 0) row.style.fontWeight = '600';
    row.style.maxWidth = '420px';
    row.style.whiteSpace = 'normal';
    row.style.overflowWrap = 'anywhere';
    box.append(row);
  }
  return box;
}

export function tooltipStyle(palette: ChartPalette) {
  return {
    backgroundColor: palette.ground,
    borderColor: palette.line,
    textStyle: { color: palette.text, fontSize: 12 },
    confine: true,
  };
}
