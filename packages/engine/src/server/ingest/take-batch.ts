import type { FastifyBaseLogger } from 'fastify';
import { recordRejected } from '../../ingest/rejected-events.ts';
import { rejections, type WireBatch } from '../../ingest/wire-batch.ts';
import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import type { ServerDependencies } from '../dependencies.ts';

/**
 * Stores what of a batch can be taken and writes down what cannot. Resolves when the events are durable. Throws OverloadedError with
 * nothing stored and nothing written down: the sender will come back with all of it.
 */
export async function takeBatch(
  { sink, store }: ServerDependencies,
  log: FastifyBaseLogger,
  project: Project,
  source: string,
  batch: WireBatch,
  received: Instant,
): Promise<void> {
  if (batch.events.length > 0) await sink.accept(project, batch.events, received);
  if (batch.refused.length === 0) return;
  try {
    await recordRejected(store, project.id, source, received, rejections(batch.refused));
  } catch (error) {
    // The answer names the refused events all the same; only the record of them is missing.
    log.error({ err: error, refused: batch.refused.length }, 'refused events could not be recorded');
  }
}
