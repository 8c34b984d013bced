import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Properties } from '../../model/property-value.ts';
import { DEVICE_PREFIX } from '../../store/clickhouse/unit-ids.ts';
import { canonicalJson } from '../../util/canonical-json.ts';
import type { Identity } from '../destinations/operation.ts';
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
});

export type SyncMapping = z.infer<typeof syncMapping>;

/** The properties that a mapping reads. */
export function propertiesRead({ email, attributes }: SyncMapping): readonly string[] {
  return [...new Set([email, ...Object.values(attributes)])];
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

/** The values that go along, under the destination's names. A property that a member does not have is left out. */
export function attributesOf({ properties }: Member, { attributes }: SyncMapping): Properties {
  const values: Record<string, Properties[string]> = {};
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
