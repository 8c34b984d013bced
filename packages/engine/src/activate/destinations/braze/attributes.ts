import type { PropertyValue } from '../../../model/property-value.ts';
import type { Operation } from '../operation.ts';
import { type Outcome, rejected } from '../outcome.ts';
import type { BrazeSettings } from './settings.ts';

/** Fields that say whose an object is and how it is taken. */
const OF_THE_OBJECT = [
  'external_id',
  'braze_id',
  'user_alias',
  '_update_existing_only',
  '_merge_objects',
  'push_token_import',
];

/**
 * Values go out as they are: text, numbers, true and false, and lists of texts, which is all that arrays are documented to hold. Instants are
 * text in ISO 8601, which Braze takes for dates.
 */
export function objection({ attributes }: Operation, settings: BrazeSettings): Outcome | undefined {
  const { identity, audience, attributePrefix, arrayAttribute } = settings;
  for (const [field, value] of Object.entries(attributes)) {
    const taken =
      OF_THE_OBJECT.includes(field) ||
      (identity === 'email' && field === 'email') ||
      (audience === 'array' && field === arrayAttribute) ||
      (audience === 'attribute' && attributePrefix !== '' && field.startsWith(attributePrefix));
    if (taken)
      return rejected('reserved-field', `\`${field}\` cannot be filled by a property: map another field`);
    if (isList(value) && value.some((each) => typeof each !== 'string')) {
      const message = `\`${field}\` is a list of other things than texts, which Braze does not take`;
      return rejected('unsupported-value', message);
    }
  }
  return undefined;
}

function isList(value: PropertyValue): value is Extract<PropertyValue, readonly unknown[]> {
  return Array.isArray(value);
}
