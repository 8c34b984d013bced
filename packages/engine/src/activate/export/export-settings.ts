import { z } from 'zod';

const properties = z.array(z.string().min(1).max(1024)).max(50).default([]);

/** Where a cohort's members go, and which of their properties go along. A webhook's signing secret is kept apart, sealed. */
export const exportSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('csv'), properties }),
  z.strictObject({ kind: z.literal('webhook'), url: z.string().min(1).max(2048), properties }),
]);

export type ExportSettings = z.infer<typeof exportSettings>;

/** As the record store keeps it. */
export const storedExportSettings = z.intersection(
  exportSettings,
  z.object({ sealedSecret: z.string().optional() }),
);

export type StoredExportSettings = z.infer<typeof storedExportSettings>;
