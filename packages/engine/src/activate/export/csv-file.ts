import type { PropertyValue } from '../../model/property-value.ts';
import { type CsvCell, csvLines } from '../../util/csv-line.ts';
import type { Delivered } from './difference.ts';
import type { Member } from './member.ts';

/** Members as CSV (RFC 4180): `id`, then one column a property. A list is written as JSON. */
export function membersCsv(members: readonly Member[], properties: readonly string[]): string {
  const rows = members.map((member) => [
    member.id,
    ...properties.map((name) => cell(member.properties[name])),
  ]);
  return written([['id', ...properties], ...rows]);
}

/** Those who left: only their ids are known of them for certain. */
export function exitedCsv(exited: readonly Delivered[]): string {
  return written([['id'], ...exited.map(({ id }) => [id])]);
}

function cell(value: PropertyValue | undefined): CsvCell {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function written(rows: readonly (readonly CsvCell[])[]): string {
  return csvLines(rows, '\r\n');
}
