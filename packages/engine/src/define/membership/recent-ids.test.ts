import { expect, it } from 'vitest';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { userKey } from '../../model/key.ts';
import { RecentIds } from './recent-ids.ts';

const event = (by: string) => storedEvent({ project: 'p', name: 'paywall', time: 1, by });

it('knows whose rows came of late, and forgets the others', () => {
  const ids = new RecentIds(2);
  ids.note([event('ann'), event('bob')]);
  expect(ids.of(userKey('ann'))).toBe('ann');
  ids.note([event('carl'), event('dora')]);
  ids.note([event('emil'), event('fred')]);
  expect(ids.of(userKey('bob'))).toBeUndefined();
  expect(ids.of(userKey('fred'))).toBe('fred');
});

it('forgets nobody because others are asked about', () => {
  const ids = new RecentIds(3);
  ids.note([event('ann'), event('bob'), event('carl')]);
  for (const name of ['ann', 'bob']) expect(ids.of(userKey(name))).toBe(name);
  ids.note([event('dora')]);
  expect(ids.of(userKey('carl'))).toBe('carl');
});

it('does not name a device', () => {
  const ids = new RecentIds();
  const { user, ...rest } = event('ann');
  ids.note([{ ...rest, user, userId: '' }]);
  expect(ids.of(user)).toBeUndefined();
});
