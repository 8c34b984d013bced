import { useEffect, useRef, useState } from 'react';
import { asProblem } from './problem.ts';
import { type ServerEvent, serverEvents } from './server-events.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export type StreamState = 'connecting' | 'open' | 'lost';

/**
 * Follows a stream of server-sent events for as long as the component lives, and comes back to it by `Last-Event-ID` when the line breaks. `path`
 * undefined: nothing is followed. A stream that the server refuses (status 4xx) is not tried again.
 */
export function useServerEvents(
  path: string | undefined,
  onEvent: (event: ServerEvent) => void,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    if (path === undefined) return;
    const gone = new AbortController();
    void follow(path, gone.signal, (event) => latest.current(event), setState);
    return () => gone.abort();
  }, [path]);
  return state;
}

async function follow(
  path: string,
  signal: AbortSignal,
  onEvent: (event: ServerEvent) => void,
  onState: (state: StreamState) => void,
): Promise<void> {
  let last: string | undefined;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
      for await (const event of serverEvents(path, { headers, signal })) {
        onState('open');
        wait = FIRST_WAIT_MS;
        last = event.id || last;
        onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      const { status } = asProblem(error);
      onState('lost');
      if (status >= 400 && status < 500 && status !== 429) return;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}
