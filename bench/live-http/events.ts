import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { EVENT_KINDS, eventName } from '../live-trackers/definitions.ts';

/** Numbers from 0 up to 1. */
export type Random = () => number;

/** Numbers from 0 up to 1, the same in every run. */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

let sent = 0;

/** An event of any of `users` users at an instant, as an Amplitude SDK sends it; one in 50 sets properties of the user. */
export function backgroundEvent(users: number, time: number, random: Random): object {
  const user = Math.floor(random() * users);
  const kind = Math.floor(random() * EVENT_KINDS);
  return {
    ...eventOf(`user-${user}`, eventName(kind), time),
    session_id: time - (time % 1_800_000),
    platform: 'Web',
    country: 'Germany',
    app_version: '4.2.0',
    groups: { account: `account-${user % 500}` },
    event_properties: {
      limit: kind % 3 === 0 ? 'seats' : 'projects',
      used: Math.floor(random() * 100),
      path: `/projects/${Math.floor(random() * 1_000)}`,
    },
    ...(random() < 0.02
      ? { user_properties: { plan: random() < 0.8 ? 'free' : 'team', seats: 1 + Math.floor(random() * 5) } }
      : {}),
  };
}

/** One of the last 30 days, so that windows hold something. */
export function pastEvent(users: number, now: number, random: Random): object {
  return backgroundEvent(users, Math.floor(now - random() * 30 * DAY_MS), random);
}

/** One event of one user, with nothing but what says whose it is and when it was. */
export function eventOf(user: string, name: string, time: number): object {
  sent += 1;
  return { user_id: user, device_id: `of-${user}`, event_type: name, time, insert_id: `insert-${sent}` };
}
