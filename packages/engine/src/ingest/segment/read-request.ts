import type { Instant } from '../../model/time.ts';
import { describe } from '../../util/describe.ts';
import { failed, ok, type Problem, type Result } from '../../util/result.ts';
import { wireInstant } from '../event-time.ts';
import { isObject } from '../properties.ts';
import { MOST_EVENTS, readBatch, type WireBatch } from '../wire-batch.ts';
import { type MessageType, readSegmentMessage } from './read-message.ts';

/** A request of Segment's tracking API before its messages are looked at. */
export interface SegmentRequest {
  /** From the body; a header may carry it instead. */
  readonly writeKey: string | undefined;
  readonly messages: readonly unknown[];
  /** What the endpoint says that the messages are; undefined for a batch. */
  readonly type: MessageType | undefined;
  readonly sent: Instant | undefined;
  /** Given to messages that have no context of their own. */
  readonly context: unknown;
}

/** Reads the body sent to `/v1/<type>`, or to `/v1/batch` when `type` is undefined. */
export function readSegmentRequest(body: unknown, type: MessageType | undefined): Result<SegmentRequest> {
  if (!isObject(body)) {
    return failed({ code: 'wrong-type', message: `expected a JSON object, got ${describe(body)}`, path: '' });
  }
  const writeKey = typeof body.writeKey === 'string' ? body.writeKey : undefined;
  if (type !== undefined)
    return ok({ writeKey, messages: [body], type, sent: undefined, context: undefined });
  const problems: Problem[] = [];
  const { batch } = body;
  if (batch === undefined || batch === null) {
    problems.push({ code: 'missing-field', message: 'is missing: send a list of messages', path: 'batch' });
  } else if (!Array.isArray(batch)) {
    const message = `expected a list of messages, got ${describe(batch)}`;
    problems.push({ code: 'wrong-type', message, path: 'batch' });
  } else if (batch.length > MOST_EVENTS) {
    const message = `holds ${batch.length} messages: send at most ${MOST_EVENTS} at once`;
    problems.push({ code: 'too-many-events', message, path: 'batch' });
  }
  const sent = wireInstant(body.sentAt, 'sentAt', problems);
  if (problems.length > 0 || !Array.isArray(batch)) return failed(...problems);
  return ok({ writeKey, messages: batch, type: undefined, sent, context: body.context });
}

/** Reads the messages of a request. */
export function readSegmentMessages(request: SegmentRequest, received: Instant): WireBatch {
  const context = { received, sent: request.sent };
  return readBatch(request.messages, (item, problems) => {
    const bare = request.context !== undefined && isObject(item) && item.context === undefined;
    const message = bare ? { ...item, context: request.context } : item;
    return readSegmentMessage(message, request.type, context, problems);
  });
}
