import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useMemo, useRef, useState } from 'react';
import classes from './data-table.module.css';
import { ScrollFrame } from './scroll-frame.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable. Numbers and their headers stand at the right. */
  readonly sortBy?: (row: Row) => number | string;
  readonly isNumber?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table is of, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens a row by click or Enter. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** In px, or what the window has room for: a table of very many rows scrolls within it, with only those in sight drawn. */
  readonly maxHeight?: number;
  /** Keeps to it even when all rows are drawn, where there is width for a table. */
  readonly isCapped?: boolean;
}

const ROW_PX = 36;
/** Below so many rows all are drawn. */
const VIRTUAL_FROM = 80;

interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

/** Rows that people compare: sorted by a header's click, scrolled smoothly when they are many, cards on a phone. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  maxHeight = 560,
  isCapped = false,
}: DataTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting>();
  const box = useRef<HTMLDivElement>(null);
  const sorted = useMemo(() => sortedRows(rows, columns, sorting), [rows, columns, sorting]);
  const isVirtual = sorted.length >= VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
    enabled: isVirtual,
  });
  const items = isVirtual ? virtual.getVirtualItems() : sorted.map((_, index) => ({ index }));
  const first = isVirtual ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0;
  const last = isVirtual ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0;
  return (
    <ScrollFrame
      boxRef={box}
      className={isCapped ? `${classes.box} ${classes.capped}` : classes.box}
      style={
        isVirtual
          ? { maxHeight: `max(${maxHeight}px, 100dvh - 240px)` }
          : ({ '--table-cap': `${maxHeight}px` } as CSSProperties)
      }
      isTall={isVirtual || isCapped}
    >
      <table className={classes.table} aria-label={label} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} data-number={column.isNumber} aria-sort={ariaSort(column, sorting)}>
                {column.sortBy === undefined ? (
                  column.header
                ) : (
                  <button type="button" onClick={() => setSorting(nextSorting(column, sorting))}>
                    {column.header}
                    {sorting?.key === column.key && (
                      <span aria-hidden>{sorting.isDescending ? ' ↓' : ' ↑'}</span>
                    )}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr style={{ height: first }} aria-hidden />}
          {items.map(({ index }) => {
            const row = sorted[index] as Row;
            return (
              <tr
                key={rowKey(row)}
                // Cards of a phone are taller than rows, and each as tall as what it holds.
                ref={isVirtual ? virtual.measureElement : undefined}
                data-index={index}
                aria-rowindex={index + 2}
                data-open={onOpen !== undefined}
                tabIndex={onOpen === undefined ? undefined : 0}
                onClick={onOpen && (() => onOpen(row))}
                onKeyDown={
                  onOpen &&
                  ((event) => {
                    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
                  })
                }
              >
                {columns.map((column) => (
                  <td key={column.key} data-number={column.isNumber} data-header={column.header}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {last > 0 && <tr style={{ height: last }} aria-hidden />}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const by = columns.find(({ key }) => key === sorting?.key)?.sortBy;
  if (by === undefined) return rows;
  const sign = sorting?.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [by(a), by(b)];
    if (typeof x === 'string' || typeof y === 'string') return sign * String(x).localeCompare(String(y));
    return sign * (x - y);
  });
}

/** Numbers begin with the largest, words with the first. A third click brings the given order back. */
function nextSorting<Row>(
  { key, isNumber = false }: Column<Row>,
  now: Sorting | undefined,
): Sorting | undefined {
  if (now?.key !== key) return { key, isDescending: isNumber };
  return now.isDescending === isNumber ? { key, isDescending: !isNumber } : undefined;
}

function ariaSort<Row>({ key, sortBy }: Column<Row>, sorting: Sorting | undefined) {
  if (sortBy === undefined) return undefined;
  if (sorting?.key !== key) return 'none';
  return sorting.isDescending ? 'descending' : 'ascending';
}
