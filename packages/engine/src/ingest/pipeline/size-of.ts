import type { IncomingEvent } from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';

/** Bytes that an event takes beside its properties: keys, times, the names of columns. */
const FIXED_BYTES = 400;

/** About how many bytes an event is as a row: for bounds, not for bills. */
export function sizeOf(event: IncomingEvent): number {
  let bytes = FIXED_BYTES + event.name.length + sizeOfProperties(event.properties);
  for (const update of event.userUpdates) bytes += sizeOfUpdate(update);
  for (const update of event.accountUpdates) bytes += sizeOfUpdate(update);
  return bytes;
}

function sizeOfProperties(properties: Properties): number {
  let bytes = 0;
  for (const name in properties) bytes += name.length + 4 + sizeOfValue(properties[name]);
  return bytes;
}

function sizeOfUpdate(update: IncomingEvent['userUpdates'][number]): number {
  if (update.op === 'clear') return FIXED_BYTES;
  // Once as an update and once in the snapshot.
  return 2 * (update.property.length + (update.op === 'unset' ? 4 : sizeOfValue(update.value)));
}

function sizeOfValue(value: Properties[string] | undefined): number {
  if (typeof value === 'string') return value.length + 2;
  if (!Array.isArray(value)) return 8;
  let bytes = 2;
  for (const item of value) bytes += typeof item === 'string' ? item.length + 3 : 8;
  return bytes;
}
