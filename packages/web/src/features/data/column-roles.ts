/** What a column of a file can mean. */
export type ColumnRole =
  | 'user'
  | 'device'
  | 'event'
  | 'time'
  | 'session'
  | 'insertId'
  | 'account'
  | 'user-property'
  | 'property'
  | 'ignore';

export const ROLE_WORDS: Readonly<Record<ColumnRole, string>> = {
  user: 'User id',
  device: 'Device id',
  event: 'Event name',
  time: 'Time',
  session: 'Session',
  insertId: 'Id of the row',
  account: 'Account',
  'user-property': 'Property of the user',
  property: 'Property of the event',
  ignore: 'Leave out',
};

export const TIME_UNIT_WORDS: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  iso: 'ISO 8601',
};

type Mapping = Readonly<Record<string, unknown>>;

/** What a mapping (docs/import.md) takes a column for. */
export function roleOf(mapping: Mapping, column: string): ColumnRole {
  if (mapping.user === column) return 'user';
  if (mapping.device === column) return 'device';
  if (mapping.event === column) return 'event';
  if (timeColumn(mapping.time) === column) return 'time';
  if (mapping.session === column) return 'session';
  if (list(mapping.insertId).includes(column)) return 'insertId';
  if (list(mapping.accounts).includes(column)) return 'account';
  if (included(mapping.userProperties).includes(column)) return 'user-property';
  return excluded(mapping.eventProperties).includes(column) ? 'ignore' : 'property';
}

/** The mapping with another meaning of a column. Another column that had a meaning of which there is one alone becomes a property. */
export function withRole(mapping: Mapping, column: string, role: ColumnRole): Mapping {
  const without = withoutColumn(mapping, column);
  switch (role) {
    case 'user':
    case 'device':
    case 'event':
    case 'session':
      return { ...without, [role]: column };
    case 'time':
      return { ...without, time: { column } };
    case 'insertId':
      return { ...without, insertId: [...list(without.insertId), column] };
    case 'account':
      return { ...without, accounts: [...list(without.accounts), column] };
    case 'user-property':
      return {
        ...without,
        userProperties: {
          ...object(without.userProperties),
          include: [...included(without.userProperties), column],
        },
      };
    case 'ignore':
      return {
        ...without,
        eventProperties: {
          ...object(without.eventProperties),
          exclude: [...excluded(without.eventProperties), column],
        },
      };
    case 'property':
      return without;
  }
}

export function timeUnitOf({ time }: Mapping): string | null {
  const unit = object(time).unit;
  return typeof unit === 'string' ? unit : null;
}

/** The mapping with the time read in another way; null: as it is found. */
export function withTimeUnit(mapping: Mapping, unit: string | null): Mapping {
  const column = timeColumn(mapping.time);
  if (column === undefined) return mapping;
  return { ...mapping, time: unit === null ? { column } : { column, unit } };
}

function withoutColumn(mapping: Mapping, column: string): Mapping {
  const kept = Object.entries(mapping).flatMap(([key, value]): [string, unknown][] => {
    if (['user', 'device', 'event', 'session'].includes(key)) return value === column ? [] : [[key, value]];
    if (key === 'time') return timeColumn(value) === column ? [] : [[key, value]];
    if (key === 'insertId' || key === 'accounts') {
      if (typeof value === 'object' && !Array.isArray(value)) return [[key, value]];
      const rest = list(value).filter((each) => each !== column);
      return rest.length === 0 ? [] : [[key, rest]];
    }
    if (key === 'userProperties') {
      const include = included(value).filter((each) => each !== column);
      return include.length === 0 ? [] : [[key, { ...object(value), include }]];
    }
    if (key === 'eventProperties' && typeof value === 'object') {
      const exclude = excluded(value).filter((each) => each !== column);
      const { exclude: _, ...others } = object(value);
      const whole = exclude.length === 0 ? others : { ...others, exclude };
      return Object.keys(whole).length === 0 ? [] : [[key, whole]];
    }
    return [[key, value]];
  });
  return Object.fromEntries(kept);
}

function timeColumn(time: unknown): string | undefined {
  if (typeof time === 'string') return time;
  const { column } = object(time);
  return typeof column === 'string' ? column : undefined;
}

function list(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

function included(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : list(object(value).include);
}

function excluded(value: unknown): readonly string[] {
  return list(object(value).exclude);
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
