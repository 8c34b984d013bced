import { ProblemError, problemError } from '../../util/problem-error.ts';
import { asText, isEmpty } from './convert-value.ts';
import { findFiles } from './find-files.ts';
import type { ColumnType, FileFormat, Mapping, TimeUnit } from './mapping.ts';
import { detectFormat, openFile } from './open-file.ts';
import { FileReadError, type OpenedFile, type Row, RowFault } from './row-block.ts';

/** Rows that a guess looks at. */
export const SAMPLE_ROWS = 1_000;

/** Names that senders give to a column, the likeliest first, compared without case, `_`, `-` and `$`. */
const WORDS = {
  user: ['userid', 'user', 'uid', 'distinctid', 'customerid', 'memberid', 'visitorid', 'email'],
  device: ['deviceid', 'anonymousid', 'clientid', 'cookieid'],
  event: ['eventtype', 'eventname', 'event', 'action', 'activity', 'page', 'name', 'type'],
  time: ['time', 'timestamp', 'eventtime', 'ts', 'datetime', 'occurredat', 'createdat', 'at', 'when', 'date'],
  insertId: ['insertid', 'messageid', 'eventid', 'uuid'],
  session: ['sessionid', 'session'],
  account: [
    'accountid',
    'account',
    'companyid',
    'company',
    'organizationid',
    'organisationid',
    'orgid',
    'org',
    'workspaceid',
    'teamid',
    'team',
    'workspace',
    'tenantid',
  ],
} as const;

const USER_WORDS = new Set([
  'plan',
  'level',
  'gender',
  'firstname',
  'lastname',
  'email',
  'role',
  'signupdate',
  'registration',
  'age',
]);

/**
 * A mapping to start from, made of the file's column names and first 1,000 rows: to be read and mended by a person.
 * Throws ProblemError when the file cannot be read or nothing in it looks like an event's name, time and user.
 */
export async function guessMapping(path: string): Promise<Mapping> {
  const found = await findFiles([path]);
  if (!found.ok) throw new ProblemError(400, found.problems);
  const file = found.value[0]?.absolute ?? path;
  try {
    const format = await detectFormat(file, undefined);
    if (format === 'amplitude') {
      throw problemError(
        400,
        'no-mapping-needed',
        `${path} is an Amplitude export: import it without a mapping`,
      );
    }
    return proposeMapping(format, await sampleRows(await openFile(file, format, undefined, 1)), path);
  } catch (error) {
    if (error instanceof FileReadError) throw problemError(400, error.code, `${path}: ${error.message}`);
    throw error;
  }
}

/** The first rows of a file, nested objects by dotted names. Throws FileReadError where it cannot be read so far; `rows` has those before it. */
export async function sampleRows(opened: OpenedFile, rows: Row[] = []): Promise<readonly Row[]> {
  for await (const block of opened.blocks) {
    for (const row of block.rows) {
      if (row !== undefined && !(row instanceof RowFault) && rows.length < SAMPLE_ROWS)
        rows.push(unnested(row));
    }
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return rows;
}

/** One level of nested objects by dotted names, as a mapping names them. */
function unnested(row: Row): Row {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)) {
      for (const [inner, nested] of Object.entries(value)) out[`${key}.${inner}`] = nested;
    } else out[key] = value;
  }
  return out;
}

/** A mapping to start from. Throws ProblemError (`cannot-guess`) that says what was not found. `path` is how the file is called there. */
export function proposeMapping(format: FileFormat, rows: readonly Row[], path: string): Mapping {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const taken = new Set<string>();
  const pick = (words: readonly string[]): string | undefined => {
    for (const word of words) {
      const column = columns.find((name) => !taken.has(name) && bare(name) === word);
      if (column === undefined) continue;
      taken.add(column);
      return column;
    }
    return undefined;
  };
  const user = pick(WORDS.user);
  const device = pick(WORDS.device);
  const event = pick(WORDS.event);
  const time =
    pick(WORDS.time) ??
    columnOfTimes(
      columns.filter((name) => !taken.has(name)),
      rows,
    );
  if (time !== undefined) taken.add(time);
  const insertId = pick(WORDS.insertId);
  const session = pick(WORDS.session);
  const account = pick(WORDS.account);
  const missing = [
    user === undefined && device === undefined ? 'the user' : '',
    event === undefined ? 'the event' : '',
    time === undefined ? 'the time' : '',
  ].filter((word) => word !== '');
  if (event === undefined || time === undefined || missing.length > 0) {
    const message = `no column of ${path} looks like ${missing.join(' or ')}: write the mapping by hand (docs/import.md). Columns: ${columns.join(', ')}`;
    throw problemError(400, 'cannot-guess', message);
  }
  const userProperties = columns.filter((name) => !taken.has(name) && USER_WORDS.has(bare(name)));
  const unit = unitOf(rows.map((row) => row[time]));
  const who = user ?? device ?? '';
  const hasEmpty = rows.some((row) => isEmpty(row[who])) && (user === undefined || device === undefined);
  const types =
    format === 'csv'
      ? typesOf(
          columns.filter((name) => !taken.has(name)),
          rows,
        )
      : {};
  const nested = [...new Set(columns.filter((name) => name.includes('.')).map((name) => name.split('.')[0]))];
  return {
    format,
    ...(user === undefined ? {} : { user }),
    ...(device === undefined ? {} : { device }),
    event,
    time: { column: time, unit },
    insertId: insertId ?? { from: 'line' },
    ...(session === undefined ? {} : { session }),
    ...(account === undefined ? {} : { accounts: account }),
    ...(nested.length > 0 ? { eventProperties: nested.map((name) => `${name}.*`) } : {}),
    ...(userProperties.length > 0 ? { userProperties } : {}),
    ...(Object.keys(types).length > 0 ? { types } : {}),
    ...(hasEmpty ? { skip: [{ column: who, is: 'empty' as const }] } : {}),
  };
}

function bare(name: string): string {
  return (name.split('.').at(-1) ?? name).toLowerCase().replaceAll(/[_\-$\s]/g, '');
}

/** The first column whose cells are all dates as ISO 8601 has them, or milliseconds of this century. */
function columnOfTimes(columns: readonly string[], rows: readonly Row[]): string | undefined {
  const isTime = (cell: unknown): boolean =>
    cell instanceof Date ||
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(asText(cell)) ||
    (/^\d{13}$/.test(asText(cell)) && Number(cell) > Date.UTC(2000, 0, 1));
  return columns.find((column) => rows.length > 0 && rows.every((row) => isTime(row[column])));
}

/** By the size of the numbers: seconds have 10 digits this century, milliseconds 13, microseconds 16. */
function unitOf(values: readonly unknown[]): TimeUnit {
  const seen = values.find((value) => !isEmpty(value));
  const number = typeof seen === 'object' ? Number.NaN : Number(seen);
  if (!Number.isFinite(number)) return 'iso';
  if (number > 1e17) return 'ns';
  if (number > 1e14) return 'us';
  return number > 1e11 ? 'ms' : 's';
}

/** Types that every cell fits; numbers with leading zeros are codes, and stay text. */
function typesOf(columns: readonly string[], rows: readonly Row[]): Record<string, ColumnType> {
  const types: Record<string, ColumnType> = {};
  for (const column of columns) {
    const cells = rows
      .map((row) => row[column])
      .filter((cell) => !isEmpty(cell))
      .map(asText);
    if (cells.length === 0) continue;
    if (cells.every((cell) => cell === 'true' || cell === 'false')) types[column] = 'boolean';
    else if (cells.every((cell) => Number.isFinite(Number(cell)) && !/^-?0\d/.test(cell)))
      types[column] = 'number';
  }
  return types;
}
