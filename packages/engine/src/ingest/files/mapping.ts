import { z } from 'zod';
import { closestWord } from '../../util/closest-word.ts';
import { failed, ok, type Problem, type Result } from '../../util/result.ts';
import { zodProblems } from '../../util/zod-problems.ts';

/** How a column's text or value becomes a property value. CSV columns are `text` unless named; others keep the type they have. */
export const COLUMN_TYPES = ['text', 'number', 'boolean', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** `iso` is ISO 8601 text; the numbers count from 1970-01-01 UTC. */
export const TIME_UNITS = ['ms', 's', 'us', 'ns', 'iso'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export const FILE_FORMATS = ['json-lines', 'csv', 'parquet', 'amplitude'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const column = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const propertiesObject = z.strictObject({
  include: z.array(column).optional(),
  exclude: z.array(column).optional(),
  rename: z.record(column, z.string().min(1)).optional(),
});

/** A list of columns, or include/exclude/rename. `object.*` takes the fields of a nested object without the object's name. */
const properties = z.union([z.array(column), propertiesObject]);

const constantProperties = z.record(z.string().min(1), scalar);

const schema = z.strictObject({
  format: z.enum(FILE_FORMATS).optional(),
  delimiter: z.string().length(1).optional(),
  user: column.optional(),
  device: column.optional(),
  event: z.union([column, z.strictObject({ constant: z.string().min(1) })]),
  time: z.union([
    column,
    z.strictObject({
      column,
      unit: z.enum(TIME_UNITS).optional(),
      format: z.string().min(1).optional(),
      zone: z.string().min(1).optional(),
    }),
    z.strictObject({ constant: z.string().min(1) }),
  ]),
  insertId: z
    .union([column, z.array(column).min(1), z.strictObject({ from: z.enum(['line', 'row']) })])
    .optional(),
  session: column.optional(),
  accounts: z.union([column, z.array(column).min(1)]).optional(),
  groups: z.record(z.string().min(1), column).optional(),
  eventProperties: z.union([z.enum(['rest', 'none']), properties]).optional(),
  userProperties: properties.optional(),
  accountProperties: properties.optional(),
  types: z.record(column, z.enum(COLUMN_TYPES)).optional(),
  constants: z
    .strictObject({
      eventProperties: constantProperties.optional(),
      userProperties: constantProperties.optional(),
      accountProperties: constantProperties.optional(),
      account: z.string().min(1).optional(),
    })
    .optional(),
  skip: z
    .array(
      z.union([
        z.strictObject({ column, is: z.literal('empty') }),
        z.strictObject({ column, equals: z.union([scalar, z.array(scalar)]) }),
        z.strictObject({ column, notEquals: z.union([scalar, z.array(scalar)]) }),
      ]),
    )
    .optional(),
});

/** What each column of a file means: the contents of a mapping file, documented in docs/import.md. */
export type Mapping = z.infer<typeof schema>;
export type PropertyColumns = z.infer<typeof properties>;
export type SkipRule = NonNullable<Mapping['skip']>[number];

/** The words that each object of a mapping knows, for "did you mean". Keys are paths with array indexes left out. */
const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(schema.shape),
  time: ['column', 'unit', 'format', 'zone', 'constant'],
  event: ['constant'],
  insertId: ['from'],
  eventProperties: Object.keys(propertiesObject.shape),
  userProperties: Object.keys(propertiesObject.shape),
  accountProperties: Object.keys(propertiesObject.shape),
  constants: ['eventProperties', 'userProperties', 'accountProperties', 'account'],
  skip: ['column', 'is', 'equals', 'notEquals'],
};

/** Checks a mapping read from JSON. Problems: `unknown-field` (with the closest known one), `missing-field`, `invalid-mapping`. */
export function parseMapping(value: unknown): Result<Mapping> {
  const unknown = unknownKeys(value, '');
  if (unknown.length > 0) return failed(...unknown);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) return failed(...zodProblems(parsed.error).map(withAdvice));
  const mapping = parsed.data;
  const { time } = mapping;
  if (typeof time === 'object' && 'format' in time && time.format !== undefined && time.unit !== undefined) {
    return failed({ code: 'invalid-mapping', path: 'time', message: 'give either unit or format, not both' });
  }
  const identified = mapping.user !== undefined || mapping.device !== undefined;
  const ofAccounts = typeof mapping.event === 'object' && mapping.event.constant === '$groupidentify';
  if (!identified && !ofAccounts) {
    return failed({
      code: 'missing-field',
      path: 'user',
      message: 'name the column that holds the user id ("user") or the device id ("device")',
    });
  }
  return ok(mapping);
}

/** The same for the text of a mapping file. */
export function parseMappingText(text: string): Result<Mapping> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ code: 'invalid-mapping', path: '', message: `the mapping is not JSON: ${reason}` });
  }
  return parseMapping(value);
}

function unknownKeys(value: unknown, path: string): Problem[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownKeys(item, path));
  if (typeof value !== 'object' || value === null) return [];
  const known = KNOWN_KEYS[path];
  if (known === undefined) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (known.includes(key)) return unknownKeys(inner, at);
    const close = closestWord(key, known);
    const hint = close === undefined ? `known here: ${known.join(', ')}` : `did you mean "${close}"?`;
    return [{ code: 'unknown-field', path: at, message: `a mapping has no "${key}": ${hint}` }];
  });
}

/** `event` and `time` are unions, whose own message would not say what is wanted. */
function withAdvice(problem: Problem): Problem {
  if (problem.path !== 'event' && problem.path !== 'time') return problem;
  const what = problem.path === 'event' ? 'names the event' : 'holds the time';
  return {
    code: 'missing-field',
    path: problem.path,
    message: `give the column that ${what}, as text or as an object (see docs/import.md)`,
  };
}
