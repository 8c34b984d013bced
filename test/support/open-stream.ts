import { type ServerSentEvent, serverSentEvents } from '../../packages/engine/src/cli/server-sent-events.ts';
import { must } from '../../packages/engine/src/util/assert.ts';

export interface OpenStream {
  /** Rejects when the stream has ended. */
  readonly next: () => Promise<ServerSentEvent>;
  readonly close: () => void;
}

/** Asks for a stream of server-sent events. Throws with the answer when it is no stream. */
export async function openStream(
  url: string,
  headers: Record<string, string>,
  init: RequestInit = {},
): Promise<OpenStream> {
  const gone = new AbortController();
  const answer = await fetch(url, { ...init, headers, signal: gone.signal });
  if (!answer.headers.get('content-type')?.includes('text/event-stream')) {
    throw new Error(`no stream but ${answer.status}: ${await answer.text()}`);
  }
  const events = serverSentEvents(must(answer.body, 'body') as AsyncIterable<Uint8Array>);
  return {
    next: async () => {
      const { value, done } = await events.next();
      if (done) throw new Error('the stream ended');
      return value;
    },
    close: () => gone.abort(),
  };
}
