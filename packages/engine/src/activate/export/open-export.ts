import type { Cohort } from '../../define/cohorts/cohort-records.ts';
import { must } from '../../util/assert.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import { checkOutgoingUrl } from '../outgoing-url.ts';
import { createExport, type Export } from './export-ledger.ts';
import type { ExportSettings } from './export-settings.ts';
import type { ExportDependencies } from './run-export.ts';
import { newWebhookSecret, WEBHOOK_SECRET } from './webhook-signature.ts';

/** An export as it was made; `secret` is there this once, for a webhook whose secret was made here. */
export interface NewExport {
  readonly export: Export;
  readonly secret: string | undefined;
}

/**
 * Binds a cohort to a receiver. A webhook's URL is checked now and again at each connection; its secret is made here unless
 * it is given, and only kept sealed. Throws a ProblemError (422) for a receiver that may not be used.
 */
export async function openExport(
  dependencies: ExportDependencies,
  projectId: string,
  cohort: Cohort,
  settings: ExportSettings,
  givenSecret: string | undefined,
): Promise<NewExport> {
  const { records, policy, secrets } = dependencies;
  if (settings.kind === 'csv') {
    if (givenSecret !== undefined)
      throw problemError(422, 'no-secret-needed', 'a CSV export takes no secret: leave it out', 'secret');
    return { export: await createExport(records, projectId, cohort.id, settings), secret: undefined };
  }
  const url = checkOutgoingUrl(settings.url, policy);
  if (!url.ok) throw new ProblemError(422, url.problems);
  if (givenSecret !== undefined && !WEBHOOK_SECRET.test(givenSecret)) {
    throw problemError(
      422,
      'bad-secret',
      'the secret must be `whsec_` and 24 to 64 bytes in base64, or leave it out to have one made',
      'secret',
    );
  }
  const secret = givenSecret ?? newWebhookSecret();
  const stored = { ...settings, sealedSecret: secrets.seal(must(secret, 'secret')) };
  const made = await createExport(records, projectId, cohort.id, stored);
  return { export: made, secret: givenSecret === undefined ? secret : undefined };
}
