import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../model/time.ts';
import { seededRandom } from '../../../util/random.ts';
import { delivered } from './delivery.ts';
import { simulate } from './simulate.ts';
import { GOAL_EVENT } from './truth.ts';
import type { WorldEvent } from './world-event.ts';

const END = Date.UTC(2026, 5, 1, 12);
const OPTIONS = { seed: 7, users: 1_500, days: 120, end: END };

describe('the demo world', () => {
  let events: WorldEvent[] = [];
  beforeAll(() => {
    events = [...simulate(OPTIONS)];
  });

  it('is the same for the same seed and another for another', () => {
    const again = [...simulate(OPTIONS)];
    expect(again).toEqual(events);
    const other = simulate({ ...OPTIONS, seed: 8 }).next().value;
    expect(other).not.toEqual(events[0]);
  });

  it('ends at its end in whole milliseconds, and has anonymous visits that come before the sign-up on the same device', () => {
    expect(
      events.every(
        ({ time, sessionId }) => time < END && Number.isInteger(time) && Number.isInteger(sessionId),
      ),
    ).toBe(true);
    const signedUp = new Map(events.filter((e) => e.name === 'signed_up').map((e) => [e.deviceId, e.time]));
    const anonymous = events.filter((event) => event.userId === undefined);
    expect(anonymous.length).toBeGreaterThan(500);
    expect(anonymous.every((event) => event.time < (signedUp.get(event.deviceId) ?? END))).toBe(true);
  });

  it('keeps its planted truth: the paywall leads to upgrades, the theme only follows them', () => {
    const paywall = liftOf('paywall_modal_viewed', 3);
    const theme = liftOf('theme_changed', 1);
    expect(paywall).toBeGreaterThan(4);
    expect(theme).toBeLessThan(1.5);
    expect(naiveRatio('theme_changed')).toBeGreaterThan(4);
  });

  it('delivers everything at least once, some late and some twice', () => {
    const arrived = [...delivered(seededRandom(1), events)];
    expect(new Set(arrived.map((e) => e.insertId))).toEqual(new Set(events.map((e) => e.insertId)));
    expect(arrived.length).toBeGreaterThan(events.length * 1.005);
    let latest = 0;
    const late = arrived.filter((event) => {
      latest = Math.max(latest, event.time);
      return event.time < latest - DAY_MS;
    });
    expect(late.length).toBeGreaterThan(events.length * 0.005);
  });

  /**
   * At six instants, among free users seen in the 14 days before who had not upgraded: the share that upgraded in the 14
   * days after of those who did it `times` times in the 14 days before, over the share of the others.
   */
  function liftOf(name: string, times: number): number {
    const upgraded = firstTimes(GOAL_EVENT);
    const group = { did: [0, 0], rest: [0, 0] };
    for (let back = 90; back >= 15; back -= 15) {
      const at = END - back * DAY_MS;
      const counts = new Map<string, number>();
      const plans = new Map<string, unknown>();
      for (const e of events) {
        if (!e.userId || e.time > at) continue;
        if (e.userProperties?.plan) plans.set(e.userId, e.userProperties.plan);
        if (e.time > at - 14 * DAY_MS)
          counts.set(e.userId, (counts.get(e.userId) ?? 0) + (e.name === name ? 1 : 0));
      }
      for (const [user, count] of counts) {
        const when = upgraded.get(user) ?? Number.POSITIVE_INFINITY;
        if (when <= at || plans.get(user) !== 'free') continue;
        const into = count >= times ? group.did : group.rest;
        into[0] = (into[0] ?? 0) + 1;
        if (when <= at + 14 * DAY_MS) into[1] = (into[1] ?? 0) + 1;
      }
    }
    const share = ([all = 0, converted = 0]: readonly number[]): number => converted / all;
    return share(group.did) / share(group.rest);
  }

  /** What a plain look finds: upgraders' share among all who ever did it, over the share among those who never did. */
  function naiveRatio(name: string): number {
    const upgraded = firstTimes(GOAL_EVENT);
    const did = firstTimes(name);
    const users = [...firstTimes('signed_up').keys()];
    const share = (group: string[]): number =>
      group.filter((user) => upgraded.has(user)).length / group.length;
    return share(users.filter((u) => did.has(u))) / share(users.filter((u) => !did.has(u)));
  }

  function firstTimes(name: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const e of events) {
      if (e.name === name && e.userId) found.set(e.userId, Math.min(e.time, found.get(e.userId) ?? e.time));
    }
    return found;
  }
});
