import { type EventSink, type Fate, OverloadedError } from '../ingest/event-sink.ts';
import { ProblemError } from '../util/problem-error.ts';
import type { Engine } from './engine-client.ts';

interface Answer {
  readonly stored: number;
  readonly duplicates: readonly number[];
  readonly refused: readonly number[];
}

const RETRY_AFTER_MS = 1_000;

/**
 * The sink of a server elsewhere. The server knows the project from the key or header, so the one given is not looked at.
 * Requests may overtake each other: whoever needs the order of batches sends one at a time.
 */
export function httpSink(engine: Pick<Engine, 'request'>): EventSink {
  return {
    async accept(_project, events) {
      let answer: Answer;
      try {
        answer = await engine.request<Answer>('POST', '/api/v1/events', { events });
      } catch (error) {
        if (error instanceof ProblemError && error.status === 429) throw new OverloadedError(RETRY_AFTER_MS);
        throw error;
      }
      const fates: Fate[] = new Array(events.length).fill('stored');
      for (const at of answer.duplicates) fates[at] = 'duplicate';
      for (const at of answer.refused) fates[at] = 'refused';
      return fates;
    },
  };
}
