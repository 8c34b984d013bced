import { expect, it } from 'vitest';
import { temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import type { Transition } from '../../define/membership/transition.ts';
import { userKey } from '../../model/key.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import type { QueryOptions } from '../../store/event-store.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { must } from '../../util/assert.ts';
import { TransitionNames } from './named-transitions.ts';

it('names those who are known at once, and waits for those who came in the last moments', async () => {
  const project = 'names';
  const events = await temporaryEventStore();
  const records = await temporaryRecordStore();
  try {
    await records.store.db
      .insertInto('projects')
      .values({ id: project, name: project, time_zone: 'UTC', account_group: 'account' })
      .execute();
    const parsed = parseCohort('users who did paywall');
    const definition = must(parsed.ok ? parsed.value : undefined, 'definition');
    const cohort = await createCohort(records.store, project, { name: 'stuck', description: '', definition });
    const store = (by: string) =>
      events.store.insert('events', eventRows([storedEvent({ project, name: 'paywall', time: 1, by })]));
    await store('ann');
    await events.store.query(sql`SELECT user FROM users`);
    await store('bob');
    // What is derived behind the scenes after a while must not matter: bob is not there yet for those who do not wait.
    const asked: boolean[] = [];
    const names = new TransitionNames(
      {
        ...events.store,
        async query<Row extends object>(statement: Sql, options: QueryOptions = {}) {
          const mayLag = options.mayLag === true;
          asked.push(mayLag);
          const rows = await events.store.query<Row & { id: string }>(statement, options);
          return mayLag ? rows.filter(({ id }) => id !== 'bob') : rows;
        },
      },
      records.store,
      project,
      cohort,
    );
    const ids = async (...people: string[]) =>
      (await names.named(people.map((by) => entered(by, cohort.id)))).map(({ id }) => id);

    expect(await ids('ann')).toEqual(['ann']);
    expect(asked.splice(0)).toEqual([true]);
    expect(await ids('bob', 'ann', 'nobody')).toEqual(['bob', 'ann', `key:${userKey('nobody')}`]);
    expect(asked).toEqual([true, false]);
  } finally {
    await events.dispose();
    await records.dispose();
  }
});

function entered(by: string, cohort: string): Transition {
  return {
    ordinal: 1,
    cohort,
    version: 1,
    unit: 'user',
    subject: userKey(by),
    direction: 'entered',
    at: 1,
    recorded: 1,
    cause: 'event',
    isLate: false,
    values: [1],
  };
}
