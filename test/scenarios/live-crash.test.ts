import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import { readTransitions } from '../../packages/engine/src/define/membership/transition-log.ts';
import { isMember } from '../../packages/engine/src/define/reference/evaluate.ts';
import type { History } from '../../packages/engine/src/model/history.ts';
import { userKey } from '../../packages/engine/src/model/key.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { openEmbedded } from '../../packages/engine/src/store/clickhouse/open-embedded.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { seededRandom } from '../../packages/engine/src/util/random.ts';
import { type BuiltEngine, buildEngine } from '../support/built-engine.ts';
import { post } from '../support/post.ts';
import { temporaryData } from '../support/temporary-data.ts';

const KILLS = 6;
const SEED = 5;
/** What may pass between an event and its arrival so that it is in time: the grace that timers give. */
const IN_TIME_MS = 150;
const LONGEST_MS = 4_000;

const COHORTS = {
  walls: 'users who did wall at least 3 times in the last 2500 milliseconds',
  sequence: 'users who did wall then pricing within 1 second, in the last 4 seconds',
  silent: 'users who did wall and not did pricing and not first seen in the last 1500 milliseconds',
};

let engine: BuiltEngine;
let data: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  engine = await buildEngine();
  data = await temporaryData('live-crash');
});
afterAll(async () => {
  if (child?.exitCode === null) child.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
  await engine.dispose();
});

/** What is true before a cohort is live, and not any more then, is nobody's transition: only from then on may nothing be missed. */
async function allLive({ url, headers }: { url: string; headers: Record<string, string> }): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/cohorts`, { headers });
    const { cohorts } = (await answer.json()) as {
      cohorts: { live: { state: string; error: string | null } }[];
    };
    const broken = cohorts.find(({ live }) => live.error !== null);
    if (broken) throw new Error(String(broken.live.error));
    if (cohorts.length > 0 && cohorts.every(({ live }) => live.state === 'live')) return;
    await sleep(20);
  }
}

/** Starts a server; the first one prints the project's keys. */
async function serve(isFirst = false) {
  const args = [join(engine.folder, 'cli/main.js'), '--data', data, 'serve', '--port', '0'];
  const process_ = spawn(process.execPath, args, { env: { PATH: process.env.PATH, CUSP_LOG: 'warn' } });
  child = process_;
  let said = '';
  for (const stream of [process_.stdout, process_.stderr])
    stream?.on('data', (part) => (said += String(part)));
  const keyIn = (): string | undefined => /cusp_write_[\w-]{32}/.exec(said)?.[0];
  while (!said.includes('Cusp listens on') || (isFirst && keyIn() === undefined)) {
    if (process_.exitCode !== null) throw new Error(`the server ended: ${said}`);
    await sleep(20);
  }
  const { url, token } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { process: process_, url: String(url), headers, writeKey: keyIn() };
}

it(`loses no transition and tells none twice over ${KILLS} kills`, { timeout: 400_000 }, async () => {
  const random = seededRandom(SEED);
  let server = await serve(true);
  const writeKey = must(server.writeKey, 'write key');
  const ids = new Map<string, string>();
  for (const [name, text] of Object.entries(COHORTS)) {
    const made = await fetch(`${server.url}/api/v1/cohorts`, {
      method: 'POST',
      headers: server.headers,
      body: JSON.stringify({ name, text }),
    });
    ids.set(name, ((await made.json()) as { id: string }).id);
  }
  await allLive(server);
  let users = 0;
  /** Before which kill a user did things. */
  const roundOf = new Map<string, number>();
  const send = (url: string, user: string, ...names: string[]) => {
    const time = Date.now();
    const events = names.map((event_type, i) => ({
      user_id: user,
      event_type,
      time: time + i,
      insert_id: `${user}-${event_type}-${i}`,
    }));
    return post(`${url}/2/httpapi`, { api_key: writeKey, events }).then(
      () => true,
      () => false,
    );
  };
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const end = Date.now() + 400 + random.next() * 1_200;
    const sent: Promise<boolean>[] = [];
    while (Date.now() < end) {
      users += 1;
      const user = `user-${users}`;
      roundOf.set(userKey(user), kill);
      const script = [
        ['wall', 'wall', 'wall'],
        ['wall', 'pricing'],
        ['wall'],
        ['pricing', 'wall', 'wall', 'pricing'],
      ];
      sent.push(send(server.url, user, ...must(script[users % script.length], 'script')));
      await sleep(10);
    }
    if (kill < KILLS) {
      server.process.kill('SIGKILL');
      await once(server.process, 'exit');
      await Promise.all(sent);
      await sleep(random.next() * 1_500);
      server = await serve();
    } else await Promise.all(sent);
  }
  // Whatever is to happen by itself has happened.
  await sleep(LONGEST_MS + 2_000);
  server.process.kill('SIGTERM');
  await once(server.process, 'exit');

  const store = await openEmbedded({ path: join(data, 'events') });
  try {
    const [project] = await store.query<{ project: string }>(
      sql`SELECT DISTINCT toString(project) AS project FROM events`,
    );
    const rows = await store.query<{ key: string; event: string; at: number; arrival: number; came: number }>(
      sql`SELECT toString(user) AS key, toString(name) AS event, toFloat64(toUnixTimestamp64Milli(time)) AS at,
            toFloat64(seq) AS arrival, toFloat64(toUnixTimestamp64Milli(received)) AS came FROM events ORDER BY time, seq`,
    );
    const histories = new Map<string, History>();
    const late = new Set<string>();
    for (const { key, event, at, arrival, came } of rows) {
      const of = histories.get(key) ?? { id: key, knownSince: at, events: [], updates: [] };
      const happened = {
        name: event,
        time: at,
        seq: arrival,
        sessionId: -1,
        properties: {},
        userProperties: {},
        accounts: [],
        user: key,
      };
      histories.set(key, { ...of, events: [...of.events, happened] });
      if (came - at > IN_TIME_MS) late.add(key);
    }
    expect(histories.size).toBeGreaterThan(100);
    let compared = 0;
    for (const [name, text] of Object.entries(COHORTS)) {
      const recorded = await readTransitions(store, {
        project: must(project, 'project').project,
        cohort: must(ids.get(name), 'id'),
        after: 0,
        limit: 1_000_000,
      });
      for (const [key, history] of histories) {
        const told = recorded.filter(({ subject }) => subject === key);
        const expected = courseOf(text, history);
        const directions = told.map(({ direction }) => direction);
        const turns = directions.map((_, i) => (i % 2 === 0 ? 'entered' : 'exited'));
        expect(directions, `${name}: ${key}`).toEqual(turns);
        expect(told.at(-1)?.direction ?? 'exited', `${name}: ${key}`).toBe(expected.at(-1)?.[0] ?? 'exited');
        if (late.has(key)) continue;
        compared += 1;
        expect(
          told.map(({ direction, at }) => [direction, at]),
          `${name}: ${key} before kill ${roundOf.get(key)} ${JSON.stringify(told)}`,
        ).toEqual(expected);
      }
    }
    expect(compared).toBeGreaterThan(100);
    expect(users).toBeGreaterThan(histories.size / 2);
    expect(histories.has(userKey('user-1'))).toBe(true);
  } finally {
    await store.close();
  }
});

/** When the reference says that someone came and went. */
function courseOf(text: string, history: History): (readonly ['entered' | 'exited', Instant])[] {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(text);
  const instants = history.events.flatMap(({ time }) =>
    [0, 1_500, 2_500, 4_000].map((after) => time + after),
  );
  const course: (readonly ['entered' | 'exited', Instant])[] = [];
  let was = false;
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    const is = isMember(parsed.value, history, at, { definition: () => undefined }, [history]);
    if (is !== was) course.push([is ? 'entered' : 'exited', at]);
    was = is;
  }
  return course;
}
