import type { Properties, Scalar } from '../../../model/property-value.ts';

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
