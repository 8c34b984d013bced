import { z } from 'zod';

/** What all destinations that are files have in common, as fields of their settings. */
export const fileSettings = {
  what: z
    .enum(['changes', 'all', 'both'])
    .default('both')
    .describe('Files of who entered and who left, a file of all members, or both'),
  format: z.enum(['csv', 'jsonl', 'parquet']).default('csv'),
  gzip: z.boolean().default(false).describe('Compress CSV and JSON lines; Parquet is compressed in any case'),
  identity: z
    .enum(['user_id', 'email'])
    .default('user_id')
    .describe('What the column id holds of people; accounts have their own id'),
  everyMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .default(60)
    .describe('The least time from one set of files to the next'),
  allName: z
    .string()
    .max(100)
    .regex(/^(\w|[.-]|\{date\}|\{time\})+$/, 'Expected letters, digits, ".", "-", "_", {date} and {time}')
    .regex(/^[^.]/, 'Expected a name that does not begin with a dot')
    .default('all')
    .describe('The file of all members; with {date} and {time}, both UTC, older ones stay'),
  rowsPerFile: z
    .int()
    .min(1_000)
    .max(200_000)
    .default(20_000)
    .describe('Of changes; there are as many files as it takes'),
};

const shared = z.strictObject(fileSettings);

export type FileSettings = z.infer<typeof shared>;
export type FileFormat = FileSettings['format'];
