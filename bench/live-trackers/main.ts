/**
 * How many events a second go through the live reading's trackers, and what a user and cohort costs in memory.
 * USERS (1,000,000), COHORTS (50), EVENTS (4,000,000) are timed twice: right after one event of every user, when most events are the first
 * of their kind of their user, and after BEFORE (10) events of every user. One thread, no store. The floor, of the same events: their user
 * is looked up in a Map, and the time is written into a row of numbers that the user has for each kind of event.
 * The goals: 200,000 events/s with 50 cohorts and a million users; under 1 KB for each active user and cohort.
 */
import { spawnSync } from 'node:child_process';
import { Identities } from '../../packages/engine/src/define/live/identities.ts';
import { LiveMembership } from '../../packages/engine/src/define/live/live-membership.ts';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { definitions, EVENT_KINDS, eventName } from './definitions.ts';

const USERS = sizeFrom('USERS', 1_000_000);
const COHORTS = sizeFrom('COHORTS', 50);
const EVENTS = sizeFrom('EVENTS', 4_000_000);
const BEFORE = sizeFrom('BEFORE', 10);
const START = Date.UTC(2026, 5, 1);
const BLOCK = 1_000;

interface Figure {
  readonly users: number;
  readonly cohorts: number;
  readonly clauses: number;
  /** Of events among the first of their users. */
  readonly first: Pace;
  /** Of events of users that have done things before. */
  readonly later: Pace;
  readonly floor: Pace;
  readonly bytesPerUserAndCohort: number;
  readonly bytesPerUser: number;
}

interface Pace {
  readonly eventsPerSecond: number;
  /** Processor time an event, all threads. */
  readonly processorUs: number;
  readonly transitions: number;
}

const one = process.argv.indexOf('--one');
if (one > 0) {
  const [users = USERS, cohorts = COHORTS] = process.argv.slice(one + 1).map(Number);
  process.stdout.write(`${JSON.stringify(measure(users, cohorts))}\n`);
} else {
  const sizes: readonly (readonly [number, number])[] = [
    [USERS / 10, COHORTS],
    [USERS / 2, COHORTS],
    [USERS, COHORTS],
    [USERS, COHORTS / 5],
    [USERS, COHORTS / 2],
  ];
  const figures = sizes.map(([users, cohorts]) => {
    process.stderr.write(`${users} users, ${cohorts} cohorts\n`);
    const node = ['--expose-gc', '--max-old-space-size=16000', process.argv[1] ?? ''];
    const child = spawnSync(process.execPath, [...node, '--one', String(users), String(cohorts)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(child.stdout) as Figure;
  });
  const report = reportOf(figures);
  process.stdout.write(`${report}\n`);
  await saveResults('live-trackers', report, { machine: machine(), figures });
}

function measure(users: number, cohorts: number): Figure {
  let transitions = 0;
  const membership = new LiveMembership({
    unit: 'user',
    identities: new Identities(new Map()),
    onTransition: () => {
      transitions += 1;
    },
  });
  const built = definitions(cohorts).map((definition, i) =>
    membership.add(`cohort ${i}`, 1, definition, { definition: () => undefined }),
  );
  for (const cohort of built) {
    membership.ask(cohort, START, Number.POSITIVE_INFINITY);
    for (const _ of membership.swap(cohort, undefined, START)) transitions += 1;
  }
  const empty = heap();
  const random = numbers(7);
  let clock = START;
  let seq = 0;
  const block = (user: (i: number) => number): StoredEvent[] =>
    Array.from({ length: BLOCK }, (_, i) => {
      clock += 20;
      seq += 1;
      return event(keyOf(user(i)), clock, seq, random);
    });
  // Everybody is known and has done something.
  for (let at = 0; at < users; at += BLOCK) {
    membership.apply(
      block((i) => Math.min(users - 1, at + i)),
      clock,
    );
    membership.advance(clock);
  }
  const pass = (events: number, take: (events: readonly StoredEvent[]) => void): Pace => {
    let spent = 0;
    let processor = 0;
    transitions = 0;
    for (let sent = 0; sent < events; sent += BLOCK) {
      const made = block(() => Math.floor(random() * users));
      const [start, used] = [performance.now(), process.cpuUsage()];
      take(made);
      spent += performance.now() - start;
      const { user, system } = process.cpuUsage(used);
      processor += user + system;
    }
    return {
      eventsPerSecond: Math.round((events / spent) * 1_000),
      processorUs: Number((processor / events).toFixed(2)),
      transitions,
    };
  };
  const track = (events: readonly StoredEvent[]): void => {
    membership.apply(events, clock);
    membership.advance(clock);
  };
  const first = pass(EVENTS, track);
  pass(Math.max(0, BEFORE * users - EVENTS), track);
  const later = pass(EVENTS, track);
  const bytes = heap() - empty;
  return {
    users,
    cohorts,
    clauses: [...membership.plan.slots].length,
    first,
    later,
    floor: pass(EVENTS, writer(users)),
    bytesPerUserAndCohort: Math.round(bytes / users / cohorts),
    bytesPerUser: Math.round(bytes / users),
  };
}

/** A string of its own each time, as those are that come with events. */
function keyOf(user: number): string {
  return String(10_000_000_000_000_000_000n + BigInt(user) * 7_919n);
}

/** Does the least that any reading must with an event. */
function writer(users: number): (events: readonly StoredEvent[]) => void {
  const places = 4;
  const rows = new Map(Array.from({ length: users }, (_, i) => [keyOf(i), i * EVENT_KINDS * places]));
  const kinds = new Map(Array.from({ length: EVENT_KINDS }, (_, n) => [eventName(n), n * places]));
  const times = new Float64Array(users * EVENT_KINDS * places);
  return (events) => {
    for (const { user, name, time } of events) {
      const at = (rows.get(user) ?? 0) + (kinds.get(name) ?? 0);
      times.copyWithin(at + 1, at, at + places - 1);
      times[at] = time;
    }
  };
}

function event(user: string, time: number, seq: number, random: () => number): StoredEvent {
  const n = Math.floor(random() * EVENT_KINDS);
  const isUpdate = random() < 0.02;
  return {
    project: 'bench',
    name: eventName(n),
    time,
    seq,
    received: time,
    user,
    userId: '',
    deviceId: '',
    insertId: '',
    insertKey: '0',
    sessionId: -1,
    groups: {},
    accounts: [],
    properties: { limit: n % 3 === 0 ? 'seats' : 'projects', amount: n },
    userProperties: { plan: 'free' },
    userUpdates: isUpdate ? { plan: random() < 0.8 ? 'free' : 'team', seats: n } : {},
    accountUpdates: {},
    linkedKey: '0',
    linkKind: '',
    source: 'bench',
  };
}

/** Bytes in use once everything that is not has been let go. */
function heap(): number {
  const { gc } = globalThis;
  gc?.();
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Numbers from 0 up to 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.users.toLocaleString('en'),
    String(f.cohorts),
    String(f.clauses),
    ...[f.first, f.later].flatMap((pace) => [
      pace.eventsPerSecond.toLocaleString('en'),
      pace.processorUs.toFixed(1),
      (pace.transitions / EVENTS).toFixed(2),
    ]),
    f.floor.eventsPerSecond.toLocaleString('en'),
    String(f.bytesPerUser),
    String(f.bytesPerUserAndCohort),
  ]);
  return [
    '# The live reading: events a second, and bytes of state',
    '',
    `${machine()}. One thread, ${EVENTS.toLocaleString('en')} events of ${EVENT_KINDS} kinds over all users, timed with the timers that fall due, twice: right after one event of each user ("first"), and after ${BEFORE} events of each ("later"). State after all of them. The floor looks the user up and writes the time. Goals: 200,000 events/s and under 1,024 bytes a user and cohort at the largest.`,
    '',
    markdownTable(
      [
        'users',
        'cohorts',
        'clauses',
        'first: events/s',
        'us of processor',
        'transitions an event',
        'later: events/s',
        'us of processor',
        'transitions an event',
        'floor: events/s',
        'bytes a user',
        'bytes a user and cohort',
      ],
      rows,
    ),
  ].join('\n');
}
