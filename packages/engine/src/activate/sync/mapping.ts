import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Properties } from '../../model/property-value.ts';
import { DEVICE_PREFIX } from '../../store/clickhouse/unit-ids.ts';
import { canonicalJson } from '../../util/canonical-json.ts';
import type { Entry, Identity } from '../destinations/operation.ts';
import type { Member } from '../export/member.ts';

const name = z.string().min(1).max(1024);

/** What goes along with a member, and where the email is found. */
export const syncMapping = z.strictObject({
  email: name.default('email').describe('The property that holds the email'),
  attributes: z
    .record(name, name)
    .refine((given) => Object.keys(given).length <= 50, 'Expected at most 50 attributes')
    .default({})
    .describe("The destination's field: the property that fills it"),
  enteredAt: name.optional().describe("The destination's field for the instant of entry, ISO 8601"),
  reason: name.optional().describe("The destination's field for the reason of entry, in words"),
  event: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('An event of this name tells of each entry from now on; not of those who are members already'),
});

export type SyncMapping = z.infer<typeof syncMapping>;

/** The properties that a mapping reads. */
export function propertiesRead({ email, attributes }: SyncMapping): readonly string[] {
  return [...new Set([email, ...Object.values(attributes)])];
}

/** Where a mapping names properties; the email's only where people are `byEmail`. */
export function propertyPlaces(
  { email, attributes }: SyncMapping,
  byEmail: boolean,
): readonly { readonly name: string; readonly path: string }[] {
  const mapped = Object.entries(attributes).map(([field, property]) => ({
    name: property,
    path: `mapping.attributes.${field}`,
  }));
  return byEmail ? [{ name: email, path: 'mapping.email' }, ...mapped] : mapped;
}

/** The names under which values may go along. */
export function fieldsOf({ attributes, enteredAt, reason }: SyncMapping): readonly string[] {
  return [...new Set([enteredAt, reason, ...Object.keys(attributes)])].filter((field) => field !== undefined);
}

/** Who a member is outside. An anonymous device has no user id. */
export function identityOf(member: Member, unit: 'user' | 'account', mapping: SyncMapping): Identity {
  if (unit === 'account') return { account_id: member.id };
  const email = member.properties[mapping.email];
  return {
    ...(member.id === '' || member.id.startsWith(DEVICE_PREFIX) ? {} : { user_id: member.id }),
    ...(typeof email === 'string' && email.trim() !== '' ? { email: email.trim() } : {}),
  };
}

/** Does anything of this mapping need to know how members came in? */
export function asksForEntries({ enteredAt, reason, event }: SyncMapping): boolean {
  return enteredAt !== undefined || reason !== undefined || event !== undefined;
}

/** The values that go along, under the destination's names. What a member does not have is left out. */
export function attributesOf(
  { properties }: Member,
  { attributes, enteredAt, reason }: SyncMapping,
  entry: Pick<Entry, 'at' | 'reason'> | undefined,
): Properties {
  const values: Record<string, Properties[string]> = {};
  if (entry && enteredAt !== undefined) values[enteredAt] = new Date(entry.at).toISOString();
  if (entry && reason !== undefined) values[reason] = entry.reason;
  for (const [field, property] of Object.entries(attributes)) {
    const value = properties[property];
    if (value !== undefined) values[field] = value;
  }
  return values;
}

/** Short, and the same for the same attributes. */
export function fingerprintOf(attributes: Properties): string {
  if (Object.keys(attributes).length === 0) return '-';
  return createHash('sha256').update(canonicalJson(attributes)).digest('base64url').slice(0, 16);
}
