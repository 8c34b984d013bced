import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { OverloadedError } from '../../ingest/event-sink.ts';
import { problemError } from '../../util/problem-error.ts';
import type { BodyBudget } from './body-budget.ts';

/** The most bytes of a body, as it comes and once inflated: Amplitude's limit for a batch. */
export const BODY_LIMIT = 20 * 1024 * 1024;

const DECODERS = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * The body of an ingest request, inflated. Throws a ProblemError: 413 when it is larger than BODY_LIMIT, 415 for an encoding that is
 * not known, 400 when it is cut short or broken; OverloadedError when too much is held already.
 */
export async function inflatedBody(request: FastifyRequest, budget: BodyBudget): Promise<Buffer> {
  const raw = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return raw;
  if (!isKnown(encoding)) {
    const known = Object.keys(DECODERS).join(', ');
    const message = `got ${encoding}: send ${known}, or the body as it is`;
    throw problemError(415, 'unsupported-encoding', message, 'content-encoding');
  }
  try {
    const inflated = await DECODERS[encoding](raw, { maxOutputLength: BODY_LIMIT });
    budget.hold(request, inflated.length);
    return inflated;
  } catch (error) {
    if (error instanceof OverloadedError) throw error;
    if (error instanceof RangeError) throw tooLarge();
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the body is not whole ${encoding}: ${reason}`;
    throw problemError(400, 'broken-encoding', message, 'content-encoding');
  }
}

function isKnown(encoding: string): encoding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, encoding);
}

function tooLarge() {
  return problemError(
    413,
    'body-too-large',
    `the body is larger than ${BODY_LIMIT} bytes: send fewer events at once`,
  );
}

/** The body as JSON. Throws a ProblemError of 400 that says where it stops being JSON. */
export function jsonBody(body: Buffer): unknown {
  if (body.length === 0) throw problemError(400, 'empty-body', 'the body is empty: send a JSON object');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw problemError(400, 'malformed-json', `the body is not JSON: ${reason}`);
  }
}

/** The parameters of a form, or of a JSON object when the body is one. A repeated name counts once, with its last value. */
export function formOrJsonBody(request: FastifyRequest, body: Buffer): unknown {
  const type = request.headers['content-type'] ?? '';
  if (type.includes('json')) return jsonBody(body);
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}
