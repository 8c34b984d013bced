import type { FastifyReply, FastifyRequest } from 'fastify';
import { TransitionNames } from '../analyse/membership/named-transitions.ts';
import type { Cohort } from '../define/cohorts/cohort-records.ts';
import type { CohortState } from '../define/membership/live-cohorts.ts';
import type { Transition } from '../define/membership/transition.ts';
import { TransitionFeed } from '../define/membership/transition-feed.ts';
import { liveOf } from './cohort-answers.ts';
import type { ServerDependencies } from './dependencies.ts';
import { EventStream } from './event-stream.ts';

export interface StreamAsked {
  readonly cohort: Cohort;
  readonly after: number | undefined;
  readonly subjects: readonly string[] | undefined;
  readonly direction: Transition['direction'] | undefined;
}

/** How long a change of the cohort's state may go untold. */
const STATE_MS = 1_000;

/**
 * Sends a cohort's transitions to one client until either side ends it: `state` first, then each transition, and `state` again when
 * that changes. Resolves when it is over. While it runs, `open` holds how to end it.
 */
export async function streamTransitions(
  { store, records, live, clock }: ServerDependencies,
  { project, log }: FastifyRequest,
  reply: FastifyReply,
  { cohort, ...wanted }: StreamAsked,
  open: Set<() => void>,
): Promise<void> {
  const feed = new TransitionFeed({ store, live, project: project.id, cohort: cohort.id, ...wanted });
  const names = new TransitionNames(store, records, project.id, cohort, (key) => live.recentId(key));
  const state = (): CohortState => live.state(project.id, cohort.id);
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
    if (isOver) return;
    stream = new EventStream(reply);
    let told = outline(state());
    await stream.send('state', liveOf(state(), clock()), from);
    while (!isOver && !stream.isOver) {
      const found = await names.named(await feed.next(STATE_MS));
      if (!(await stream.sendAll('transition', found, ({ ordinal }) => ordinal))) return;
      if (outline(state()) === told) continue;
      told = outline(state());
      await stream.send('state', liveOf(state(), clock()));
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

/** What of a state is worth telling at once; the rest moves all the time. */
function outline({ state, version, error, building }: CohortState): string {
  return JSON.stringify([state, version, error, building?.version]);
}
