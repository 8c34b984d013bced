import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { incomingEvent } from '../../../../../test/support/incoming-event.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { temporaryData } from '../../../../../test/support/temporary-data.ts';
import { createIngestPipeline, type IngestPipeline } from '../../ingest/pipeline/create-ingest-pipeline.ts';
import type { IncomingEvent } from '../../model/event.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import type { Project } from '../../model/project.ts';
import { DAY_MS } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { archiveCohort, changeCohort, createCohort, getCohort } from '../cohorts/cohort-records.ts';
import { parseCohort } from '../language/parse.ts';
import { createLiveService, type LiveService } from './live-service.ts';
import type { Transition } from './transition.ts';
import { readTransitions } from './transition-log.ts';

type Sent = Partial<IncomingEvent> & { readonly name: string; readonly time: number };

describe('live service', () => {
  let events: TemporaryStore;
  let records: TemporaryRecordStore;
  let live: LiveService;
  let pipeline: IngestPipeline;
  let snapshots: string;
  beforeAll(async () => {
    snapshots = await temporaryData('live-snapshots');
    events = await temporaryEventStore();
    records = await temporaryRecordStore();
    await start();
  });
  afterAll(async () => {
    await stop();
    await events.dispose();
    await records.dispose();
    await rm(snapshots, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    live = await createLiveService({
      store: events.store,
      records: records.store,
      clock: Date.now,
      projects: async () => {
        const rows = await records.store.db.selectFrom('projects').select('id').execute();
        return rows.map(({ id }) => id);
      },
      trueInstants: () => async (transitions) => transitions.map(() => undefined),
      onTrouble: (_, error) => expect.fail(String(error)),
      snapshots,
    });
    pipeline = await createIngestPipeline({
      store: events.store,
      clock: Date.now,
      onStored: (stored) => live.onStored(stored),
    });
    await live.start();
  }

  async function stop(): Promise<void> {
    await pipeline.close();
    await live.close();
  }

  async function newProject(id: string): Promise<Project> {
    const row = { id, name: id, time_zone: 'UTC', account_group: 'account' };
    await records.store.db.insertInto('projects').values(row).execute();
    return { id, name: id, timeZone: 'UTC', accountGroup: 'account' };
  }

  const send = (project: Project, ...sent: Sent[]) =>
    pipeline.sink.accept(project, sent.map(incomingEvent), Date.now());

  function definitionOf(text: string) {
    const parsed = parseCohort(text);
    if (!parsed.ok) throw new Error(must(parsed.problems[0], 'problem').message);
    return parsed.value;
  }

  async function newCohort(project: Project, name: string, text: string): Promise<string> {
    const made = await createCohort(records.store, project.id, {
      name,
      description: '',
      definition: definitionOf(text),
    });
    await live.changed(project.id);
    expect(await live.settled(project.id, made.id)).toEqual({ error: undefined });
    return made.id;
  }

  async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
    const end = Date.now() + withinMs;
    while (!holds()) {
      if (Date.now() > end) expect.fail(`not within ${withinMs} ms: ${holds}`);
      await sleep(5);
    }
  }

  const told = (all: readonly Transition[]) => all.map(({ subject, direction }) => [subject, direction]);
  const log = async (project: Project, cohort: string) =>
    [...(await readTransitions(events.store, { project: project.id, cohort, limit: 1_000 }))].reverse();

  it('lets a user in with the event, and out at the instant at which the window lets go', async () => {
    const project = await newProject('in-and-out');
    const cohort = await newCohort(
      project,
      'wall',
      'users who did wall at least 3 times in the last 1500 milliseconds',
    );
    const heard: Transition[] = [];
    const unsubscribe = live.subscribe(project.id, cohort, (all) => heard.push(...all));
    const ofAll: Transition[] = [];
    const stop = live.subscribe(project.id, undefined, (all) => ofAll.push(...all));
    const time = Date.now() - 100;
    await send(project, ...[0, 1, 2].map((i) => ({ name: 'wall', time: time + i * 10, userId: 'ann' })));
    const answered = Date.now();
    await until(() => heard.length === 1);
    expect(Date.now() - answered).toBeLessThan(1_000);
    expect(live.isMember(project.id, cohort, userKey('ann'))).toBe(true);
    expect(live.state(project.id, cohort)).toMatchObject({
      state: 'live',
      version: 1,
      size: 1,
      error: undefined,
    });
    expect(heard[0]).toMatchObject({ at: time + 20, direction: 'entered', cause: 'event', values: [3] });
    await until(() => heard.length === 2);
    expect(heard[1]).toMatchObject({ at: time + 1_500, direction: 'exited', cause: 'time' });
    expect(must(heard[1], 'exit').recorded - (time + 1_500)).toBeLessThan(1_000);
    expect(live.isMember(project.id, cohort, userKey('ann'))).toBe(false);
    unsubscribe();
    stop();
    expect(ofAll).toEqual(heard);
    expect(told(await log(project, cohort))).toEqual(told(heard));
  });

  it('gives what a device did to its user, and an alias can be undone', async () => {
    const project = await newProject('identity');
    const cohort = await newCohort(project, 'two', 'users who did wall at least 2 times in the last 7 days');
    const time = Date.now() - 60_000;
    await send(project, { name: 'wall', time, deviceId: 'phone' }, { name: 'wall', time, userId: 'ann' });
    await send(project, { name: 'login', time: time + 1, deviceId: 'phone', userId: 'ann' });
    await until(() => live.isMember(project.id, cohort, userKey('ann')) === true);
    await send(
      project,
      { name: 'wall', time, userId: 'bob' },
      { name: 'wall', time: time + 5, userId: 'rob' },
    );
    await send(project, { name: '$alias', time: time + 9, userId: 'bob', aliasOf: 'rob' });
    await until(() => live.isMember(project.id, cohort, userKey('bob')) === true);
    await send(project, { name: '$unalias', time: time + 9, userId: 'bob', aliasOf: 'rob' });
    await until(() => live.isMember(project.id, cohort, userKey('bob')) === false);
    expect(live.isMember(project.id, cohort, userKey('rob'))).toBe(false);
    expect(live.isMember(project.id, cohort, deviceKey('phone'))).toBe(false);
    expect(live.state(project.id, cohort).size).toBe(1);
  });

  it('swaps to a new version at once, and takes dependents along', async () => {
    const project = await newProject('swap');
    const now = Date.now();
    await send(
      project,
      ...['ann', 'bob', 'cat'].flatMap((userId, i) =>
        Array.from({ length: i + 1 }, (_, n) => ({ name: 'wall', time: now - DAY_MS + n, userId })),
      ),
    );
    const walls = await newCohort(project, 'walls', 'users who did wall at least 2 times in the last 7 days');
    const others = await newCohort(project, 'others', 'users who not in cohort walls');
    expect([live.state(project.id, walls).size, live.state(project.id, others).size]).toEqual([2, 1]);
    while ((await log(project, others)).length === 0) await sleep(5);
    const heard: Transition[] = [];
    const stops = [walls, others].map((id) => live.subscribe(project.id, id, (all) => heard.push(...all)));
    const definition = definitionOf('users who did wall at least 3 times in the last 7 days');
    await changeCohort(records.store, project.id, walls, { definition }, true);
    expect(await getCohort(records.store, project.id, walls)).toMatchObject({
      version: 1,
      pendingVersion: 2,
    });
    await live.settled(project.id, walls);
    expect(await getCohort(records.store, project.id, walls)).toMatchObject({
      version: 2,
      pendingVersion: undefined,
    });
    await until(() => heard.length === 2);
    const [exit, entry] = [walls, others].map((id) =>
      must(
        heard.find(({ cohort }) => cohort === id),
        'transition',
      ),
    );
    expect(exit).toMatchObject({
      subject: userKey('bob'),
      direction: 'exited',
      cause: 'definition',
      version: 2,
    });
    expect(entry).toMatchObject({
      subject: userKey('bob'),
      direction: 'entered',
      cause: 'definition',
      version: 1,
    });
    expect(exit?.at).toBe(entry?.at);
    expect([live.state(project.id, walls).size, live.state(project.id, others).size]).toEqual([1, 2]);
    for (const unsubscribe of stops) unsubscribe();
    await archiveCohort(records.store, project.id, others, true);
    await live.settled(project.id, walls);
    expect(live.state(project.id, others).version).toBeUndefined();
  });

  it('goes on where it stopped, and tells what happened meanwhile once, at its true instants', async () => {
    const project = await newProject('restart');
    const cohort = await newCohort(project, 'wall', 'users who did wall in the last 3 seconds');
    const time = Date.now();
    await send(project, { name: 'wall', time: time - 500, userId: 'ann' });
    await until(() => live.isMember(project.id, cohort, userKey('ann')) === true);
    await stop();
    const offline = await createIngestPipeline({ store: events.store, clock: Date.now });
    await sleep(time + 2_600 - Date.now());
    // As late as can be: bob must still be a member when the service is there again, however long that takes.
    const between = Date.now();
    const sent = [{ name: 'wall', time: between, userId: 'bob' }].map(incomingEvent);
    await offline.sink.accept(project, sent, between);
    await offline.close();
    await start();
    await until(() => live.isMember(project.id, cohort, userKey('bob')) === true);
    await until(() => live.state(project.id, cohort).size === 0);
    await until(() => live.state(project.id, cohort).lastTransition === between + 3_000);
    await stop();
    await start();
    await live.settled(project.id, cohort);
    const all = await log(project, cohort);
    const courseOf = (user: string) =>
      all.filter(({ subject }) => subject === userKey(user)).map(({ direction, at }) => [direction, at]);
    expect(courseOf('ann')).toEqual([
      ['entered', time - 500],
      ['exited', time + 2_500],
    ]);
    expect(courseOf('bob')).toEqual([
      ['entered', between],
      ['exited', between + 3_000],
    ]);
    expect(all.length).toBe(4);
  });

  it('tells of the first members ever, though nothing was recorded before a crash and their time is over', async () => {
    const project = await newProject('first');
    const cohort = await newCohort(project, 'wall', 'users who did wall in the last 300 milliseconds');
    const deaf = await createIngestPipeline({ store: events.store, clock: Date.now });
    const time = Date.now();
    await deaf.sink.accept(project, [{ name: 'wall', time, userId: 'ann' }].map(incomingEvent), time);
    await deaf.close();
    // Whatever this one knew of it is lost: it is closed with its position before the event.
    await stop();
    await sleep(time + 600 - Date.now());
    await start();
    await live.settled(project.id, cohort);
    await until(() => live.state(project.id, cohort).lastTransition === time + 300);
    await stop();
    await start();
    expect((await log(project, cohort)).map(({ direction, at }) => [direction, at])).toEqual([
      ['entered', time],
      ['exited', time + 300],
    ]);
  });
});
