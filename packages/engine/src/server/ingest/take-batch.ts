import type { Fate } from '../../ingest/event-sink.ts';
import type { RejectionWriter } from '../../ingest/rejection-writer.ts';
import { type RefusedEvent, rejections, type WireBatch } from '../../ingest/wire-batch.ts';
import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import type { ServerDependencies } from '../dependencies.ts';

/** What became of a batch. Repeats count as taken: the sender may forget them. */
export interface TakenBatch {
  readonly taken: number;
  readonly refused: readonly RefusedEvent[];
}

/**
 * Stores what of a batch can be taken and writes down what cannot. Resolves when the events are durable. Throws OverloadedError with
 * nothing stored and nothing written down: the sender will come back with all of it.
 */
export async function takeBatch(
  { sink, log, metrics }: Pick<ServerDependencies, 'sink' | 'log' | 'metrics'>,
  writer: RejectionWriter,
  project: Project,
  source: string,
  batch: WireBatch,
  received: Instant,
): Promise<TakenBatch> {
  const fates = batch.events.length > 0 ? await sink.accept(project, batch.events, received) : [];
  metrics.countEvents(project.id, 'refused', batch.refused.length);
  if (batch.refused.length > 0) {
    try {
      const found = rejections(batch.refused);
      await writer.write(found.map((rejection) => ({ project: project.id, source, received, rejection })));
    } catch (error) {
      // The answer names the refused events all the same; only the record of them is missing.
      log.error({ err: error, refused: batch.refused.length }, 'refused events could not be recorded');
    }
  }
  const senseless = refusedBySink(batch, fates);
  return {
    taken: batch.events.length - senseless.length,
    refused:
      senseless.length === 0
        ? batch.refused
        : [...batch.refused, ...senseless].sort((a, b) => a.index - b.index),
  };
}

/** The sink has recorded these itself, with the reason. */
function refusedBySink(batch: WireBatch, fates: readonly Fate[]): readonly RefusedEvent[] {
  if (!fates.includes('refused')) return [];
  const problem = {
    code: 'refused',
    message: 'cannot be meant as it stands: GET /api/v1/rejected says why',
    path: '',
  };
  return fates.flatMap((fate, i) =>
    fate === 'refused'
      ? [{ index: batch.positions[i] ?? i, problems: [problem], payload: batch.events[i] }]
      : [],
  );
}
