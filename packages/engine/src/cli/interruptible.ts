/** A person pressed Ctrl-C, and what was going on was stopped. */
export class InterruptedError extends Error {
  constructor() {
    super('stopped');
    this.name = 'InterruptedError';
  }
}

/** Runs work that Ctrl-C stops: the first aborts its signal, and whatever it then throws is an InterruptedError; a second ends the process. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new InterruptedError());
  process.once('SIGINT', stop);
  try {
    return await work(stopping.signal);
  } catch (error) {
    throw stopping.signal.aborted ? new InterruptedError() : error;
  } finally {
    process.off('SIGINT', stop);
  }
}
