import { z } from 'zod';
import { FILE_FORMATS } from '../../ingest/files/mapping.ts';
import type { Upload } from './upload.ts';
import type { ImportRecord } from './upload-records.ts';

const instant = z.number().int();
const rows = z.number().int();

const example = z.object({
  where: z.string().describe('`line 12`, `row 7`'),
  field: z.string().describe('The column at fault; empty: the row'),
  code: z.string(),
  message: z.string(),
  seen: z.string(),
});

/** An import at a glance: while it runs, and in the list of all. */
export const importSummary = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().int().describe('Bytes of the file'),
  state: z
    .enum(['running', 'done', 'failed', 'cancelled'])
    .describe('failed: the file could not be read to its end; what came before is stored'),
  rows,
  stored: rows,
  duplicates: rows.describe('Stored before, by this or an earlier import'),
  skipped: rows.describe('Left out by the mapping’s own rules'),
  refused: rows,
  startedAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable().describe('Why it failed or was given up'),
});

export const importAnswer = importSummary.omit({ finishedAt: true }).extend({
  received: z.number().int().describe('Bytes that came so far: where the next part begins'),
  report: z
    .object({
      format: z.enum(FILE_FORMATS).nullable(),
      skipped: z.array(z.object({ reason: z.string(), rows })).readonly(),
      refused: z
        .array(z.object({ field: z.string(), code: z.string(), rows, examples: z.array(example).readonly() }))
        .readonly(),
      warnings: z.array(z.string()).readonly(),
      troubles: z.array(z.string()).readonly(),
      from: instant.nullable().describe('Time of the first event'),
      until: instant.nullable().describe('Time of the last event'),
    })
    .nullable()
    .describe('Null while it runs, and when it broke off'),
});

export function summaryOfRecord({ counts, ...record }: ImportRecord): z.infer<typeof importSummary> {
  return { ...record, ...counts };
}

export function answerOf(upload: Upload): z.infer<typeof importAnswer> {
  const { id, name, size, state, received, counts, startedAt, report, error } = upload;
  const { rows: read, stored, duplicates, skipped, refused } = counts;
  return {
    id,
    name,
    size,
    state,
    received,
    rows: read,
    stored,
    duplicates,
    skipped,
    refused,
    startedAt,
    error: error ?? null,
    report: report
      ? {
          format: report.files[0]?.format ?? null,
          skipped: report.skipped,
          refused: report.refused.map(({ examples, ...group }) => ({
            ...group,
            examples: examples.map(({ file: _, ...shown }) => shown),
          })),
          warnings: report.warnings,
          troubles: report.files.flatMap(({ troubles }) => troubles),
          from: report.from ?? null,
          until: report.until ?? null,
        }
      : null,
  };
}
