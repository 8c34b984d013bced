import { useSyncExternalStore } from 'react';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
/** From this status on it is a proxy that answers in the server's place. */
export const FIRST_OF_A_PROXY = 502;

/** The way back of a server that is gone; undefined while it answers. */
let wayBack: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** Takes note that the server did not answer: it is looked for until it does. Resolves when it is back. */
export function untilServerIsBack(): Promise<void> {
  wayBack ??= lookForServer().then(() => {
    wayBack = undefined;
    tell();
  });
  tell();
  return wayBack;
}

/** Is the server gone, as far as is known? */
export function useIsServerGone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wayBack !== undefined,
  );
}

/** Does the server answer, whatever it says? */
export async function isServerThere(): Promise<boolean> {
  const response = await fetch('/api/v1/session', { cache: 'no-store' }).catch(() => undefined);
  return response !== undefined && response.status < FIRST_OF_A_PROXY;
}

async function lookForServer(): Promise<void> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (await isServerThere()) return;
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}
