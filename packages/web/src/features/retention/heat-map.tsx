import type { RetentionAnswer, RetentionCell } from '@cusp/engine/analyse/retention/result.ts';
import { useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { useChartPalette } from '../../charts/palette.ts';
import { countText, shareText } from '../../ui/format.ts';
import { ScrollFrame } from '../../ui/scroll-frame.tsx';
import { columnName, type ShownCurve } from './curves.ts';
import classes from './heat-map.module.css';
import { movedFocus, type Place } from './moved-focus.ts';

export interface HeatMapProps {
  readonly answer: RetentionAnswer;
  readonly curve: ShownCurve;
  readonly onSelect: (date: string, interval: number | undefined) => void;
}

/** More columns are in the CSV: so many cells are still drawn at once. */
const MOST_COLUMNS = 61;
/** More rows scroll. */
const MOST_IN_SIGHT = 14;

/** Per cent of the full colour at the most: the number in a cell keeps 4.5:1. */
const DARKEST = { light: 68, dark: 50 } as const;

/**
 * A row for each date of the start: the darker, the more came back. What is not over is hatched and has no number. One cell takes the keyboard's focus
 * and the arrows move it.
 */
export function HeatMap({ answer, curve, onSelect }: HeatMapProps) {
  const palette = useChartPalette();
  const darkest = DARKEST[useComputedColorScheme('light')];
  const box = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<Place>({ row: 0, column: 0 });
  const columns = answer.columns.slice(0, MOST_COLUMNS);
  const most = Math.max(
    0.01,
    ...curve.byDate.flatMap(({ cells }) => cells.map(({ returned }) => returned.share ?? 0)),
  );
  const colors = {
    '--heat-none': palette.heat[0],
    '--heat-full': palette.heat[1],
    '--heat-text': palette.text,
  } as CSSProperties;
  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const next = movedFocus(focus, event.key, { rows: curve.byDate.length, columns: columns.length + 1 });
    if (next === undefined) return;
    event.preventDefault();
    setFocus(next);
    event.currentTarget
      .querySelector<HTMLButtonElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)
      ?.focus();
  };
  const focusable = (row: number, column: number) => ({
    'data-row': row,
    'data-column': column,
    tabIndex: row === focus.row && column === focus.column ? 0 : -1,
    onFocus: () => setFocus({ row, column }),
  });
  return (
    <ScrollFrame
      boxRef={box}
      className={classes.box}
      style={colors}
      isTall={curve.byDate.length > MOST_IN_SIGHT}
    >
      <table
        className={classes.grid}
        aria-label={`Retention by date of the start, ${curve.name}`}
        onKeyDown={move}
      >
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Who</th>
            {columns.map((column, place) => (
              <th
                key={column.from}
                scope="col"
                abbr={columnName(answer, place)}
                title={columnName(answer, place)}
              >
                {columnMark(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curve.byDate.map(({ date, started, cells }, row) => (
            <tr key={date}>
              <th scope="row">{date}</th>
              <td>
                <button
                  type="button"
                  className={`${classes.cell} ${classes.started}`}
                  {...focusable(row, 0)}
                  aria-label={`${countText(started)} started on ${date}: show them`}
                  onClick={() => onSelect(date, undefined)}
                >
                  {countText(started)}
                </button>
              </td>
              {cells.slice(0, MOST_COLUMNS).map((cell) => (
                <td key={cell.interval}>
                  {cell.returned.share === null ? (
                    <button
                      type="button"
                      className={`${classes.cell} ${classes.immature}`}
                      {...focusable(row, cell.interval + 1)}
                      aria-disabled
                      aria-label={`${date}, ${columnName(answer, cell.interval)}: not over yet`}
                      title="Not over yet"
                    />
                  ) : (
                    <button
                      type="button"
                      className={`${classes.cell} ${cell.immature > 0 ? classes.partly : ''}`}
                      style={
                        {
                          '--heat': `${Math.round((cell.returned.share / most) * darkest)}%`,
                        } as CSSProperties
                      }
                      {...focusable(row, cell.interval + 1)}
                      aria-label={`${shareText(cell.returned.share, 0)} in ${columnName(answer, cell.interval)} of ${date}: ${cellText(cell)}`}
                      title={cellText(cell)}
                      onClick={() => onSelect(date, cell.interval)}
                    >
                      {Math.round(cell.returned.share * 100)}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Which interval, in as little room as its cells take: the unit is said beside the map. */
function columnMark({ from, to }: RetentionAnswer['columns'][number]): string {
  return to - from === 1 ? String(from) : `${from}–${to - 1}`;
}

function cellText({ returned, immature }: RetentionCell): string {
  const { share, low, high, count, of } = returned;
  const left = immature > 0 ? `; ${countText(immature)} have not had it whole yet and are left out` : '';
  return `${shareText(share)}, ${countText(count)} of ${countText(of)}, 95% CI ${shareText(low)} to ${shareText(high)}${left}`;
}
