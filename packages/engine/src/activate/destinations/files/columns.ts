import type { PropertyValue } from '../../../model/property-value.ts';
import type { Operation } from '../operation.ts';

/** A column of a file: its name, and what it holds of a row. */
export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'instant' | 'value';
  readonly of: (row: FileRow) => PropertyValue | undefined;
}

/** What a row is written from. */
export type FileRow = Pick<Operation, 'address' | 'attributes' | 'came'> &
  Partial<Pick<Operation, 'kind' | 'had'>>;

const ID: Column = { name: 'id', kind: 'text', of: ({ address }) => address };
/** An `updated` was in before, and comes with other values. */
const DIRECTION: Column = {
  name: 'direction',
  kind: 'text',
  of: ({ kind, had }) => (kind === 'remove' ? 'left' : had === 'yes' ? 'updated' : 'entered'),
};
const ENTERED_AT: Column = { name: 'entered_at', kind: 'instant', of: ({ came }) => came?.at };
const REASON: Column = { name: 'reason', kind: 'text', of: ({ came }) => came?.reason };

/** Of files of changes. The sync's own fields come last; one that is called as a column of ours is told apart by `attribute_`. */
export function changeColumns(fields: readonly string[]): readonly Column[] {
  return withFields([ID, DIRECTION, ENTERED_AT, REASON], fields);
}

/** Of the file of all members. */
export function memberColumns(fields: readonly string[]): readonly Column[] {
  return withFields([ID, ENTERED_AT, REASON], fields);
}

const OURS = new Set([ID, DIRECTION, ENTERED_AT, REASON].map(({ name }) => name));

function withFields(own: readonly Column[], fields: readonly string[]): readonly Column[] {
  const named = fields.map((field): Column => {
    let name = field;
    while (OURS.has(name) || (name !== field && fields.includes(name))) name = `attribute_${name}`;
    return { name, kind: 'value', of: ({ attributes }) => attributes[field] };
  });
  return [...own, ...named];
}
