export interface Column {
  readonly title: string;
  /** Numbers stand right. Default left. */
  readonly align?: 'left' | 'right' | undefined;
}

const GAP = 2;
const NARROWEST = 8;

/**
 * Rows under their titles, in columns that line up and fit `width` characters. When they do not fit, the widest columns are cut and
 * end in `…`. Without rows, the titles alone.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width = 80): string {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = fitted(
    columns.map((_, i) => Math.max(...lines.map((line) => length(line[i] ?? '')))),
    width - GAP * (columns.length - 1),
  );
  return lines
    .map((line) =>
      columns
        .map((column, i) => cell(line[i] ?? '', widths[i] ?? 0, column.align ?? 'left'))
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}

/** Takes from the widest until all fit; none is made narrower than NARROWEST. */
function fitted(widths: readonly number[], total: number): readonly number[] {
  const result = [...widths];
  let excess = result.reduce((sum, width) => sum + width, 0) - total;
  while (excess > 0) {
    const widest = Math.max(...result);
    if (widest <= NARROWEST) break;
    result[result.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return result;
}

function cell(text: string, width: number, align: 'left' | 'right'): string {
  const line = oneLine(text);
  const shown = length(line) > width ? `${[...line].slice(0, Math.max(0, width - 1)).join('')}…` : line;
  const padding = ' '.repeat(Math.max(0, width - length(shown)));
  return align === 'right' ? padding + shown : shown + padding;
}

/** Control characters from outside must not move the cursor. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function length(text: string): number {
  return [...text].length;
}
