import { HOUR_MS } from '../../../model/time.ts';
import { between, chance, type Random } from '../../../util/random.ts';
import type { WorldEvent } from './world-event.ts';

/**
 * How events really arrive: some late (a phone that was offline, up to two days of other events later) and some twice (a
 * retry that was not needed). Late ones are held back until enough time has passed in the stream.
 */
export function* delivered(random: Random, events: Iterable<WorldEvent>): Generator<WorldEvent> {
  let held: { readonly event: WorldEvent; readonly until: number }[] = [];
  let latest = 0;
  for (const event of events) {
    latest = Math.max(latest, event.time);
    if (held.length > 400) {
      const due = held.filter((late) => late.until <= latest);
      held = held.filter((late) => late.until > latest);
      for (const late of due) yield late.event;
    }
    if (event.userProperties === undefined && chance(random, 0.02)) {
      held.push({ event, until: event.time + between(random, 1, 48) * HOUR_MS });
      continue;
    }
    yield event;
    if (chance(random, 0.01)) yield event;
  }
  for (const late of held) yield late.event;
}
