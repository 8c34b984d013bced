/**
 * What is derived from events gets a small part in each table with every block. By default the engine merges parts of a few MB as soon
 * as there are five, the whole table each time while it is small: that took more than the inserts themselves. Sixteen are
 * merged at a time instead; what has lain for a while is merged as before.
 */
export const statements: readonly string[] = [
  'users',
  'accounts',
  'property_updates',
  'property_updates_by_subject',
  'identity_links',
  'identity_links_by_owner',
  'device_users',
].map((table) => `ALTER TABLE ${table} MODIFY SETTING merge_selector_base = 16`);
