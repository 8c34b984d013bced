export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the focus goes in a grid by a key; undefined for a key that moves nothing. It stays inside. */
export function movedFocus(
  { row, column }: Place,
  key: string,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Place | undefined {
  const to = (nextRow: number, nextColumn: number): Place => ({
    row: Math.min(Math.max(0, nextRow), rows - 1),
    column: Math.min(Math.max(0, nextColumn), columns - 1),
  });
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, columns - 1);
    default:
      return undefined;
  }
}
