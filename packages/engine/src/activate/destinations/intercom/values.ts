import type { Properties, Scalar } from '../../../model/property-value.ts';
import type { Operation } from '../operation.ts';
import { type Outcome, rejected } from '../outcome.ts';
import type { IntercomSettings } from './settings.ts';

/** Fields of a contact that are Intercom's own; all others are custom attributes. */
const OWN = new Set(['email', 'name', 'phone']);

/**
 * Values as Intercom takes them: flat. Text, numbers and booleans go as they are, a list as text with its values separated by a comma and a
 * space.
 */
export function intercomFields(attributes: Properties): Record<string, unknown> {
  const own: Record<string, Scalar> = {};
  const custom: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(attributes)) {
    (OWN.has(name) ? own : custom)[name] = typeof value === 'object' ? value.join(', ') : value;
  }
  return { ...own, ...(Object.keys(custom).length === 0 ? {} : { custom_attributes: custom }) };
}

/** Why these values cannot go out: another email would make somebody else of a contact that is found by it. */
export function objection({ attributes }: Operation, { identity }: IntercomSettings): Outcome | undefined {
  if (identity !== 'email' || attributes.email === undefined) return undefined;
  const message = '`email` is what contacts are found by and cannot be filled: map another field';
  return rejected('reserved-field', message);
}
