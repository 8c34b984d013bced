import type { Instant } from '../../model/time.ts';
import { describe } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { failed, ok, type Result } from '../../util/result.ts';
import { clockSkew, wireInstant } from '../event-time.ts';
import { isObject } from '../properties.ts';
import { MOST_EVENTS, readBatch, type WireBatch } from '../wire-batch.ts';
import { type AmplitudeContext, readAmplitudeEvent } from './read-event.ts';

/** What Amplitude's documents demand of an id unless `options.min_id_length` says otherwise. */
const DEFAULT_MIN_ID_LENGTH = 5;

/** The envelope of `/2/httpapi` and `/batch`, before its events are looked at. */
export interface AmplitudeRequest {
  readonly apiKey: string;
  readonly events: readonly unknown[];
  readonly minIdLength: number;
  /** When the sender's clock says that it sent. */
  readonly sent: Instant | undefined;
}

/** Reads the envelope. Events are read afterwards, when the key has named the project. */
export function readAmplitudeRequest(body: unknown): Result<AmplitudeRequest> {
  if (!isObject(body)) {
    return failed({
      code: 'wrong-type',
      message: `expected { "api_key": …, "events": […] }, got ${describe(body)}`,
      path: '',
    });
  }
  const problems: Problem[] = [];
  const { api_key: apiKey, events } = body;
  if (typeof apiKey !== 'string' || apiKey === '') {
    const message = 'is missing: send a write key of the project';
    problems.push({ code: 'missing-field', message, path: 'api_key' });
  }
  if (events === undefined || events === null) {
    problems.push({ code: 'missing-field', message: 'is missing: send a list of events', path: 'events' });
  } else if (!Array.isArray(events)) {
    const message = `expected a list of events, got ${describe(events)}`;
    problems.push({ code: 'wrong-type', message, path: 'events' });
  } else if (events.length > MOST_EVENTS) {
    const message = `holds ${events.length} events: send at most ${MOST_EVENTS} at once`;
    problems.push({ code: 'too-many-events', message, path: 'events' });
  }
  const minIdLength = readMinIdLength(body.options, problems);
  const sent = wireInstant(body.client_upload_time, 'client_upload_time', problems);
  if (problems.length > 0 || typeof apiKey !== 'string' || !Array.isArray(events)) return failed(...problems);
  return ok({ apiKey, events, minIdLength, sent });
}

function readMinIdLength(options: unknown, problems: Problem[]): number {
  const given = isObject(options) ? options.min_id_length : undefined;
  if (given === undefined || given === null) return DEFAULT_MIN_ID_LENGTH;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1) return given;
  const message = `expected a whole number of at least 1, got ${describe(given)}`;
  problems.push({ code: 'wrong-value', message, path: 'options.min_id_length' });
  return DEFAULT_MIN_ID_LENGTH;
}

/** Reads the events of a request. `context` is what is known of the request but not in its body. */
export function readAmplitudeEvents(
  request: AmplitudeRequest,
  context: Omit<AmplitudeContext, 'skewMs' | 'minIdLength'>,
): WireBatch {
  const full: AmplitudeContext = {
    ...context,
    skewMs: clockSkew(request.sent, context.received),
    minIdLength: request.minIdLength,
  };
  return readBatch(request.events, (item, problems) => readAmplitudeEvent(item, full, problems));
}
