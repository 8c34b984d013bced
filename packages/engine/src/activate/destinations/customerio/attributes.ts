import type { Operation } from '../operation.ts';
import { type Outcome, rejected } from '../outcome.ts';
import type { CustomerioSettings } from './settings.ts';

const ATTRIBUTES = 300;
const NAME_BYTES = 150;
const VALUE_BYTES = 1_000;
/** Of one person's update, with room for what is around the values: 32 KB is the limit. */
const ITEM_BYTES = 31_000;
/** What tells people apart, and what tells how an update is taken. */
const RESERVED = ['id', 'cio_id', '_update'];

/** Values go out as they are: text, numbers, true and false, and lists of these. What is over the limits is not cut off. */
export function objection({ attributes }: Operation, { identity }: CustomerioSettings): Outcome | undefined {
  for (const [field, value] of Object.entries(attributes)) {
    if (RESERVED.includes(field) || (identity === 'email' && field === 'email')) {
      return rejected('reserved-field', `\`${field}\` cannot be filled by a property: map another field`);
    }
    if (Buffer.byteLength(field) > NAME_BYTES) {
      return rejected('unsupported-value', `\`${field}\` has a name longer than ${NAME_BYTES} bytes`);
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (Buffer.byteLength(text) > VALUE_BYTES) {
      const message = `\`${field}\` is longer than the ${VALUE_BYTES} bytes that Customer.io takes: map a shorter property`;
      return rejected('too-large', message);
    }
  }
  const count = Object.keys(attributes).length;
  if (count > ATTRIBUTES) {
    return rejected(
      'too-many-fields',
      `${count} fields are more than the ${ATTRIBUTES} of a person that Customer.io takes: map fewer`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(attributes)) > ITEM_BYTES) {
    return rejected(
      'too-large',
      'the values together are more than the 32 KB that Customer.io takes: map fewer',
    );
  }
  return undefined;
}
