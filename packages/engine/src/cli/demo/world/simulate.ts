import type { Properties } from '../../../model/property-value.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../../model/time.ts';
import { chance, pick, poisson, type Random, seededRandom } from '../../../util/random.ts';
import { makePeople, type Person } from './people.ts';
import type { Limit, Plan } from './plan.ts';
import { WANTED_PLAN } from './plan.ts';
import { recentWalls, type Step, session, sittingStart } from './session.ts';
import { GOAL_EVENT, UPGRADE_CHANCE_PER_ACTIVE_DAY } from './truth.ts';
import type { WorldEvent } from './world-event.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly users: number;
  readonly days: number;
  /** The world's last instant: nothing happens at or after it. */
  readonly end: Instant;
}

/**
 * A document tool's life over `days` days: accounts whose teams grow, people who first come as anonymous devices, walls,
 * and upgrades by the rule in truth.ts. Events of a day come together, in order of time within each person's sittings.
 */
export function* simulate(options: WorldOptions): Generator<WorldEvent> {
  const random = seededRandom(options.seed);
  const start = options.end - options.days * DAY_MS;
  const people = makePeople(random, options.users, start, options.days);
  let serial = 0;
  const stamp = (
    person: Person,
    step: Step,
    sessionId: Instant,
    known: boolean,
    userProperties?: Properties,
  ): WorldEvent => ({
    ...step,
    time: Math.round(step.time),
    sessionId: Math.round(sessionId),
    userId: known ? person.userId : undefined,
    deviceId: person.deviceId,
    account: known ? person.account.name : undefined,
    insertId: `w${options.seed}-${++serial}`,
    userProperties,
  });
  let joinedSoFar = 0;
  for (let day = start; day < options.end; day += DAY_MS) {
    for (; joinedSoFar < people.length; joinedSoFar += 1) {
      const person = people[joinedSoFar];
      if (!person || person.joined >= day + DAY_MS) break;
      yield* arrival(random, person, stamp, options.end);
    }
    for (let at = 0; at < joinedSoFar; at += 1) {
      const person = people[at];
      if (person && person.joined < day && person.leaves > day)
        yield* dayOf(random, person, day, stamp, options.end);
    }
  }
}

type Stamp = (
  person: Person,
  step: Step,
  sessionId: Instant,
  known: boolean,
  userProperties?: Properties,
) => WorldEvent;

/** First visits without a login, then the sign-up that tells who it was. */
function* arrival(random: Random, person: Person, stamp: Stamp, end: Instant): Generator<WorldEvent> {
  const visits = poisson(random, 1.4);
  for (let visit = visits; visit > 0; visit -= 1) {
    const time = person.joined - visit * 7 * HOUR_MS - Math.floor(random.next() * HOUR_MS);
    yield stamp(person, { name: 'page_viewed', time, properties: { page: '/' } }, time, false);
    if (chance(random, 0.4)) {
      yield stamp(
        person,
        { name: 'pricing_viewed', time: time + MINUTE_MS, properties: { source: 'site' } },
        time,
        false,
      );
    }
  }
  if (person.joined >= end) return;
  person.account.seats += 1;
  person.knownPlan = person.account.plan;
  const via = person.account.seats === 1 ? 'site' : 'invite';
  yield stamp(person, { name: 'signed_up', time: person.joined, properties: { via } }, person.joined, true, {
    plan: person.account.plan,
    role: person.role,
    country: person.country,
    company_size: person.account.companySize,
    industry: person.account.industry,
  });
}

function* dayOf(
  random: Random,
  person: Person,
  day: Instant,
  stamp: Stamp,
  end: Instant,
): Generator<WorldEvent> {
  const weekday = new Date(day).getUTCDay();
  const sittings = poisson(random, person.pace * (weekday === 0 || weekday === 6 ? 0.25 : 1));
  for (let sitting = 0; sitting < sittings; sitting += 1) {
    const start = sittingStart(random, day);
    const steps = session(random, person, start, sitting === 0);
    yield* told(person, steps, start, stamp, end);
    if (sitting > 0) continue;
    const last = steps.at(-1);
    if (person.account.plan === 'free' && last && chance(random, upgradeChance(person, last.time))) {
      yield* upgrade(random, person, last.time + MINUTE_MS, lastLimit(steps), start, stamp, end);
    }
  }
}

/** Sends steps; when the account's plan has changed since the person's device last said so, the first one says it. */
function* told(
  person: Person,
  steps: readonly Step[],
  start: Instant,
  stamp: Stamp,
  end: Instant,
): Generator<WorldEvent> {
  for (const step of steps) {
    if (step.time >= end) return;
    const changed = person.knownPlan !== person.account.plan;
    person.knownPlan = person.account.plan;
    yield stamp(person, step, start, true, changed ? { plan: person.account.plan } : undefined);
  }
}

function upgradeChance(person: Person, at: Instant): number {
  const walls = recentWalls(person, at);
  return UPGRADE_CHANCE_PER_ACTIVE_DAY.find((rule) => walls >= rule.wallsAtLeast)?.chance ?? 0;
}

function lastLimit(steps: readonly Step[]): Limit | undefined {
  const hit = steps.findLast((step) => step.name === 'limit_hit');
  return hit?.properties.limit as Limit | undefined;
}

function* upgrade(
  random: Random,
  person: Person,
  time: Instant,
  limit: Limit | undefined,
  start: Instant,
  stamp: Stamp,
  end: Instant,
): Generator<WorldEvent> {
  if (time >= end) return;
  const plan: Plan = pick(random, WANTED_PLAN[limit ?? 'seats']);
  person.account.plan = plan;
  person.knownPlan = plan;
  person.upgradedAt = time;
  yield stamp(
    person,
    { name: 'pricing_viewed', time: time - 20_000, properties: { source: 'app' } },
    start,
    true,
  );
  yield stamp(
    person,
    { name: GOAL_EVENT, time, properties: { from: 'free', to: plan, reason: limit ?? 'none' } },
    start,
    true,
    { plan },
  );
}
