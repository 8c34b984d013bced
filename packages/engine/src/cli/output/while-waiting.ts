import type { Terminal } from '../context.ts';
import { elapsed } from './format.ts';
import { progress } from './progress.ts';

const TICK_MS = 500;

/** Shows on standard error how long something has been going on whose end is not known. Gives what it comes to. */
export async function whileWaiting<T>(terminal: Terminal, label: string, work: Promise<T>): Promise<T> {
  const began = Date.now();
  const shown = progress(terminal, label);
  const timer = setInterval(() => shown.show(undefined, elapsed(Date.now() - began)), TICK_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    shown.done();
  }
}
