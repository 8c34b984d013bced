import type { FastifyRequest } from 'fastify';
import { OverloadedError } from '../../ingest/event-sink.ts';

/** How long a sender should wait when bodies fill the memory set aside for them. */
const RETRY_AFTER_MS = 1_000;

/** Bounds the bytes of bodies held at once, over all requests: what is past it is told to come back. */
export class BodyBudget {
  readonly #limit: number;
  readonly #held = new WeakMap<FastifyRequest, number>();
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts bytes to a request until it is released. Throws OverloadedError, having counted nothing. */
  hold(request: FastifyRequest, bytes: number): void {
    if (this.#used + bytes > this.#limit) throw new OverloadedError(RETRY_AFTER_MS);
    this.#used += bytes;
    this.#held.set(request, (this.#held.get(request) ?? 0) + bytes);
  }

  release(request: FastifyRequest): void {
    this.#used -= this.#held.get(request) ?? 0;
    this.#held.delete(request);
  }
}
