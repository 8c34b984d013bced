import type { IncomingEvent } from '../model/event.ts';
import type { Problem } from '../util/result.ts';
import { nestsDeeperThan } from './nesting.ts';
import { DEEPEST_NESTING } from './properties.ts';
import type { Rejection } from './rejected-events.ts';

/** One event of a batch that cannot be taken, with all that is wrong with it; paths are inside the event. */
export interface RefusedEvent {
  /** Position in the batch, from 0. */
  readonly index: number;
  readonly problems: readonly Problem[];
  /** As it came. */
  readonly payload: unknown;
}

/** A batch after its wire format was read: what to store, in order, and what to refuse. */
export interface WireBatch {
  readonly events: readonly IncomingEvent[];
  /** The position in the batch of each of `events`. */
  readonly positions: readonly number[];
  readonly refused: readonly RefusedEvent[];
}

/** The most events that one request may hold: a bound on the work that one body can ask for. */
export const MOST_EVENTS = 10_000;

/** The most that is said about one event: a broken one may be wrong in every property. */
const MOST_PROBLEMS = 10;

/** Reads every event of a batch; each fails alone. `read` gives the event, or puts into `problems` why there is none. */
export function readBatch(
  items: readonly unknown[],
  read: (item: unknown, problems: Problem[]) => IncomingEvent | undefined,
): WireBatch {
  const events: IncomingEvent[] = [];
  const positions: number[] = [];
  const refused: RefusedEvent[] = [];
  let problems: Problem[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const event = read(items[index], problems);
    if (problems.length > 0) {
      refused.push({ index, problems: problems.slice(0, MOST_PROBLEMS), payload: items[index] });
      problems = [];
    } else if (event !== undefined) {
      events.push(event);
      positions.push(index);
    }
  }
  return { events, positions, refused };
}

/** Refused events as the record of refusals keeps them: one row each, the first problem's field and code in front. */
export function rejections(refused: readonly RefusedEvent[]): readonly Rejection[] {
  return refused.map(({ index, problems, payload }) => ({
    position: index,
    field: problems[0]?.path ?? '',
    code: problems[0]?.code ?? 'refused',
    message: problems.map(sentence).join('; '),
    payload: nestsDeeperThan(payload, DEEPEST_NESTING * 2) ? '(nested too deeply to keep)' : payload,
  }));
}

/** A problem in one line, such as `time: is 1970-…`. */
export function sentence({ path, message }: Problem): string {
  return path === '' ? message : `${path}: ${message}`;
}
