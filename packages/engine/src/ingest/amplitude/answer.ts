import type { Instant } from '../../model/time.ts';
import { clip } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { type RefusedEvent, sentence } from '../wire-batch.ts';

/** A body as Amplitude's documents have it; its `code` is the HTTP status, and what the SDKs go by. */
export interface AmplitudeAnswer {
  readonly code: number;
  readonly [field: string]: unknown;
}

export function ingestedAnswer(events: number, bytes: number, received: Instant): AmplitudeAnswer {
  return { code: 200, events_ingested: events, payload_size_bytes: bytes, server_upload_time: received };
}

/** How many refused events and fields the answer describes; every index is listed, under `event` past that. */
const MOST_DESCRIBED = 100;

/**
 * Some events were refused and the others stored. The SDKs drop the listed indices and send the others again, which the insert
 * ids turn into no-ops; a sender that does not send again has lost nothing but what is listed.
 */
export function refusedAnswer(refused: readonly RefusedEvent[], stored: number): AmplitudeAnswer {
  const byField: Record<'missing' | 'invalid' | 'short', Record<string, number[]>> = {
    missing: Object.create(null),
    invalid: Object.create(null),
    short: Object.create(null),
  };
  for (const { index, problems } of refused) {
    for (const { code, path } of problems) {
      const kind = code === 'missing-field' ? 'missing' : code === 'id-too-short' ? 'short' : 'invalid';
      const known = path in byField[kind] || Object.keys(byField[kind]).length < MOST_DESCRIBED;
      const field = path === '' || !known ? 'event' : path;
      const indices = byField[kind][field] ?? [];
      byField[kind][field] = indices;
      if (indices.at(-1) !== index) indices.push(index);
    }
  }
  const first = refused[0];
  const reason = first?.problems[0] ? `event ${first.index}: ${sentence(first.problems[0])}` : '';
  return {
    code: 400,
    error: `${refused.length} of ${refused.length + stored} events were refused, the others are stored. ${reason}`,
    missing_field: null,
    events_with_invalid_fields: byField.invalid,
    events_with_missing_fields: byField.missing,
    events_with_invalid_id_lengths: byField.short,
    events_ingested: stored,
    refused: refused.slice(0, MOST_DESCRIBED).map(({ index, problems }) => ({ index, problems })),
  };
}

/** The request as a whole cannot be taken; nothing of it was stored. */
export function invalidAnswer(code: number, problems: readonly Problem[]): AmplitudeAnswer {
  const missing = problems.find((problem) => problem.code === 'missing-field');
  return {
    code,
    error: clip(problems.map(sentence).join('; '), 500),
    missing_field: missing?.path ?? null,
    events_with_invalid_fields: {},
    events_with_missing_fields: {},
  };
}

/** The words that make Amplitude's SDKs give up at once instead of trying again. */
export function wrongKeyAnswer(): AmplitudeAnswer {
  return {
    code: 400,
    error: 'Invalid API key: it was never made or was revoked. `cusp key list` shows the keys of a project',
    missing_field: null,
    events_with_invalid_fields: {},
    events_with_missing_fields: {},
  };
}

export function overloadedAnswer(message: string): AmplitudeAnswer {
  return {
    code: 429,
    error: `Too many events are waiting to be stored: ${message}`,
    eps_threshold: 0,
    throttled_devices: {},
    throttled_users: {},
    throttled_events: [],
    exceeded_daily_quota_devices: {},
    exceeded_daily_quota_users: {},
  };
}
