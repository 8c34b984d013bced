/** How much longer than it takes it rests after it: nine times, so that it takes a tenth of the time at most. */
const REST = 9;
/** What asks once often asks several times. */
const GATHER_MS = 1_000;

export interface Paced {
  /** Has it run once more, as soon as it may. */
  readonly ask: () => void;
  /** It is not run any more. */
  readonly stop: () => void;
}

/**
 * Runs what may be asked for much more often than it should run: never twice at a time, `everyMs` apart at least, and further apart when it is slow.
 * Whatever was asked for is followed by a run that begins later. A run that fails counts as one.
 */
export function paced(run: () => Promise<unknown>, everyMs: number): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isAsked = false;
  let isStopped = false;
  let notBefore = 0;
  const begin = async (): Promise<void> => {
    timer = undefined;
    isAsked = false;
    isRunning = true;
    const begun = Date.now();
    await run().catch(() => undefined);
    isRunning = false;
    const over = Date.now();
    notBefore = over + Math.max(everyMs, REST * (over - begun));
    if (isAsked) ask();
  };
  const ask = (): void => {
    isAsked = true;
    if (isRunning || isStopped) return;
    timer ??= setTimeout(() => void begin(), Math.max(GATHER_MS, notBefore - Date.now()));
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
  };
  return { ask, stop };
}
