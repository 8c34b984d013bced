import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transition } from '../define/membership/transition.ts';
import type { TransitionFeed } from '../define/membership/transition-feed.ts';
import { EventStream } from './event-stream.ts';

/** What a stream of transitions tells. */
export interface TransitionSource {
  /** Closed when the stream is over. */
  readonly feed: TransitionFeed;
  readonly named: (transitions: readonly Transition[]) => Promise<readonly { readonly ordinal: number }[]>;
  /** How what is streamed stands, and what of it is worth telling as soon as it changes: the rest moves all the time. */
  readonly state: () => Promise<{ readonly told: unknown; readonly outline: string }>;
}

/** How long a change of state may go untold. */
const STATE_MS = 1_000;
/** Naming and sending so many takes milliseconds. */
const MANY = 100;

/**
 * Sends transitions to one client until either side ends it: `state` first, then each transition, and `state` again when
 * that changes. Resolves when it is over. While it runs, `open` holds how to end it.
 */
export async function streamTransitions(
  { log }: FastifyRequest,
  reply: FastifyReply,
  { feed, named, state }: TransitionSource,
  open: Set<() => void>,
): Promise<void> {
  let stream: EventStream | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    feed.close();
    stream?.end();
  };
  open.add(end);
  reply.raw.once('close', end);
  try {
    const from = await feed.start();
    let { told, outline } = await state();
    if (isOver) return;
    stream = new EventStream(reply);
    await stream.send('state', told, from);
    while (!isOver && !stream.isOver) {
      const found = await named(await feed.next(STATE_MS));
      if (!(await stream.sendAll('transition', found, ({ ordinal }) => ordinal))) return;
      // Many are told in parts, with room for others between.
      if (found.length >= MANY) await nextTurn();
      const before = outline;
      ({ told, outline } = await state());
      if (outline !== before) await stream.send('state', told);
    }
  } catch (error) {
    // Before the stream began the error is the answer; after that the client comes back where it was.
    if (!stream) throw error;
    log.error({ err: error }, 'an event stream broke off');
  } finally {
    open.delete(end);
    end();
  }
}
