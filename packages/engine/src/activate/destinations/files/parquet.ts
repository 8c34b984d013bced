import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { PropertyValue } from '../../../model/property-value.ts';
import type { Column } from './columns.ts';
import type { Encoder } from './encode.ts';

/**
 * Parquet with Snappy. Instants are timestamps; everything else is text, because a property may be a number of one member and a text of
 * another, and files that are loaded together must have one schema. Lists and objects are JSON. A row group holds what came in one call.
 */
export function parquetEncoder(columns: readonly Column[]): Encoder {
  const bytes = new DrainedWriter();
  const schema = [{ name: 'members', num_children: columns.length }, ...columns.map(element)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'cusp' });
  return {
    begin: () => bytes.drained(),
    rows: (rows) => {
      if (rows.length > 0) {
        const columnData = columns.map((column) => ({
          name: column.name,
          data: rows.map((row) => cell(column, column.of(row))),
        }));
        // Synchronous, as the writer below it is.
        void writer.write({ columnData, rowGroupSize: rows.length });
      }
      return bytes.drained();
    },
    end: () => {
      void writer.finish();
      return bytes.drained();
    },
  };
}

function element({ name, kind }: Column): SchemaElement {
  const repetition = { repetition_type: name === 'id' ? 'REQUIRED' : 'OPTIONAL' } as const;
  if (kind === 'instant') return { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', ...repetition };
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', ...repetition };
}

function cell({ kind }: Column, value: PropertyValue | undefined): string | Date | undefined {
  if (value === undefined) return undefined;
  if (kind === 'instant' && typeof value === 'number') return new Date(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Keeps the place in the file while its bytes are taken away bit by bit. */
class DrainedWriter extends ByteWriter {
  drained(): Uint8Array {
    const taken = this.getBytes().slice();
    this.index = 0;
    return taken;
  }
}
