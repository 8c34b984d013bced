/** How properties are kept. `limit` is an event's property and text, `plan` the user's; both are asked for in queries. */
export interface Form {
  readonly columns: string;
  /** The same properties out of the columns of `source`. */
  readonly fromSource: string;
  readonly limit: string;
  readonly plan: string;
  /** A property bag as this form's columns in a JSON line, without braces. */
  readonly line: (
    event: Readonly<Record<string, unknown>>,
    user: Readonly<Record<string, unknown>>,
  ) => string;
}

export interface Candidate {
  readonly name: string;
  readonly form: keyof typeof FORMS;
  readonly order: string;
  readonly partition: string;
  /** Indexes and projections: what helps to find one user. */
  readonly extra?: string;
  readonly settings?: string;
}

const EVENT_PROPERTIES = {
  limit: 'String',
  button: 'String',
  page: 'String',
  used: 'Int64',
  price: 'Float64',
  trial: 'Bool',
  country: 'String',
  version: 'String',
} as const;
const USER_PROPERTIES = {
  plan: 'String',
  role: 'String',
  seats: 'Int64',
  company: 'String',
  paying: 'Bool',
} as const;

const typed = (prefix: string, properties: Readonly<Record<string, string>>) =>
  Object.entries(properties)
    .map(([name, type]) => `${prefix}${name} ${type === 'String' ? 'LowCardinality(String)' : type}`)
    .join(', ');
const strings = (properties: object): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));
const map = (column: string) =>
  `CAST(JSONExtract(${column}, 'Map(String, String)'), 'Map(LowCardinality(String), String)')`;

export const FORMS = {
  json: {
    columns: 'properties JSON(max_dynamic_paths=256), user_properties JSON(max_dynamic_paths=256)',
    fromSource: 'properties_json, user_properties_json',
    limit: 'properties.limit.:String',
    plan: 'user_properties.plan.:String',
    line: (event, user) => `"properties":${JSON.stringify(event)},"user_properties":${JSON.stringify(user)}`,
  },
  map: {
    columns:
      'properties Map(LowCardinality(String), String), user_properties Map(LowCardinality(String), String)',
    fromSource: `${map('properties')}, ${map('user_properties')}`,
    limit: "properties['limit']",
    plan: "user_properties['plan']",
    line: (event, user) =>
      `"properties":${JSON.stringify(strings(event))},"user_properties":${JSON.stringify(strings(user))}`,
  },
  typed: {
    columns: `${typed('e_', EVENT_PROPERTIES)}, ${typed('u_', USER_PROPERTIES)}`,
    fromSource: [
      ...Object.entries(EVENT_PROPERTIES).map(
        ([name, type]) => `JSONExtract(properties, '${name}', '${type}')`,
      ),
      ...Object.entries(USER_PROPERTIES).map(
        ([name, type]) => `JSONExtract(user_properties, '${name}', '${type}')`,
      ),
    ].join(', '),
    limit: 'e_limit',
    plan: 'u_plan',
    line: (event, user) =>
      [
        ...Object.entries(event).map(([name, value]) => `"e_${name}":${JSON.stringify(value)}`),
        ...Object.entries(user).map(([name, value]) => `"u_${name}":${JSON.stringify(value)}`),
      ].join(','),
  },
  string: {
    columns: 'properties String, user_properties String',
    fromSource: 'properties, user_properties',
    limit: "JSONExtractString(properties, 'limit')",
    plan: "JSONExtractString(user_properties, 'plan')",
    line: (event, user) =>
      `"properties":${JSON.stringify(JSON.stringify(event))},"user_properties":${JSON.stringify(JSON.stringify(user))}`,
  },
} as const satisfies Record<string, Form>;

const BY_NAME = 'project, name, user, time';
const MONTH = 'toYYYYMM(time)';

/** The first is the one in use; each other one differs from it in one thing. */
export const CANDIDATES: readonly Candidate[] = [
  { name: 'name, user, time; JSON', form: 'json', order: BY_NAME, partition: MONTH },
  { name: 'key: name, time, user', form: 'json', order: 'project, name, time, user', partition: MONTH },
  { name: 'key: user, time', form: 'json', order: 'project, user, time', partition: MONTH },
  {
    name: 'key: name, day, user',
    form: 'json',
    order: 'project, name, toDate(time), user, time',
    partition: MONTH,
  },
  { name: 'no partitions', form: 'json', order: BY_NAME, partition: 'tuple()' },
  { name: 'properties: Map', form: 'map', order: BY_NAME, partition: MONTH },
  { name: 'properties: columns', form: 'typed', order: BY_NAME, partition: MONTH },
  { name: 'properties: String', form: 'string', order: BY_NAME, partition: MONTH },
  {
    name: 'granules of 8192',
    form: 'json',
    order: BY_NAME,
    partition: MONTH,
    settings: ', index_granularity = 8192',
  },
  {
    name: 'user: bloom filter',
    form: 'json',
    order: BY_NAME,
    partition: MONTH,
    extra: ', INDEX user_bloom user TYPE bloom_filter(0.01) GRANULARITY 1',
  },
  {
    name: 'user: index of rows',
    form: 'json',
    order: BY_NAME,
    partition: MONTH,
    extra: ', PROJECTION by_user (SELECT _part_offset ORDER BY (project, user))',
  },
  {
    name: 'user: second copy',
    form: 'json',
    order: BY_NAME,
    partition: MONTH,
    extra: ', PROJECTION by_user (SELECT * ORDER BY (project, user, time))',
  },
];
