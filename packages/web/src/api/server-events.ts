import { EventSourceParserStream } from 'eventsource-parser/stream';
import { currentProject } from './current-project.ts';
import { problemOf, unreachable } from './problem.ts';

export interface ServerEvent {
  readonly event: string;
  /** Parsed JSON. */
  readonly data: unknown;
  readonly id: string | undefined;
}

/**
 * One request answered with server-sent events, read until it ends or `signal` aborts. An answer that is plain JSON, as short ones are, comes as
 * one event `answer`. Throws an ApiProblem.
 */
export async function* serverEvents(path: string, init: RequestInit): AsyncGenerator<ServerEvent> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'text/event-stream');
  const project = currentProject();
  if (project !== undefined) headers.set('cusp-project', encodeURI(project));
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    yield { event: 'answer', data: await response.json(), id: undefined };
    return;
  }
  if (response.body === null) return;
  const lines = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(new EventSourceParserStream());
  const reader = lines.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { event: value.event ?? 'message', data: JSON.parse(value.data), id: value.id };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
