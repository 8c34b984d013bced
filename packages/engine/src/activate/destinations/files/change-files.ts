import { gzipSync } from 'node:zlib';
import type { Operation } from '../operation.ts';
import type { PlanContext } from '../planned-request.ts';
import { shortDigest } from '../short-digest.ts';
import { changeColumns } from './columns.ts';
import { encoded } from './encode.ts';
import type { FileSettings } from './settings.ts';

/** A file below the audience's place. */
export interface PlannedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * One file of those who entered, or of those who left: the operations are of one kind. Names sort as the batches were made, so that whoever
 * takes the last line of each id, in the order of names, has the members. A batch that is tried again has the same name and bytes.
 */
export function changeFile(
  operations: readonly Operation[],
  {
    settings,
    order,
    batch,
    fields,
    now,
  }: Pick<PlanContext<FileSettings>, 'settings' | 'order' | 'batch' | 'fields' | 'now'>,
): PlannedFile {
  // The parts of a batch that was too large have one order.
  const part = shortDigest(batch, 8);
  const kind = operations[0]?.kind === 'remove' ? 'left' : 'entered';
  const plain = encoded(settings.format, changeColumns(fields), operations);
  return {
    path: `changes/${order}-${stamp(now).replace(' ', 'T')}-${part}-${kind}${suffixOf(settings)}`,
    bytes: isZipped(settings) ? gzipSync(plain) : plain,
  };
}

/** Parquet compresses by itself. */
export function isZipped({ format, gzip }: FileSettings): boolean {
  return gzip && format !== 'parquet';
}

export function suffixOf(settings: FileSettings): string {
  return `.${settings.format}${isZipped(settings) ? '.gz' : ''}`;
}

/** UTC, date and time with a space between, without colons: not all systems take them in names. */
export function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
}
