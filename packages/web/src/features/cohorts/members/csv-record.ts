import type { PropertyValue } from '@cusp/engine/model/property-value.ts';

/** One record with its line end. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. */
export function csvRecord(cells: readonly (PropertyValue | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: PropertyValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
