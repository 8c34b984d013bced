import { expect, it } from 'vitest';
import { EVENT_STEP, type PlannedRequest } from '../planned-request.ts';
import { interpretMembers } from './interpret.ts';

const planned: PlannedRequest = {
  request: { method: 'POST', url: 'https://api.iterable.com/api/events/trackBulk', headers: {} },
  quota: 'events',
  operations: [{ id: 'op', kind: 'add', address: 'ann@x.io', attributes: {}, had: 'no' }],
};
const told = (status: number, body: object, step: string) =>
  interpretMembers(planned, { status, headers: {}, body: JSON.stringify(body) }, 0, step);

it('takes no answer to an event for a list that is gone', () => {
  const missing = { msg: 'no such endpoint', code: 'NotFound' };
  expect(told(404, missing, EVENT_STEP)).toMatchObject({ fault: { kind: 'misconfigured' } });
  expect(told(404, missing, 'membership')).toMatchObject({ fault: { kind: 'audience-gone' } });
});

it('looks for the one person whom Iterable does not know, whatever the status', () => {
  for (const [status, code] of [
    [404, 'UnknownUserIdError'],
    [400, 'UnknownEmailError'],
  ] as const) {
    const answer = told(status, { msg: 'no user', code, params: null }, EVENT_STEP);
    expect(answer).toMatchObject({ fault: { kind: 'refused', reason: 'not-found' } });
  }
});

it('knows a list that is gone by what Iterable says of it', () => {
  const gone = { msg: 'error.lists.invalidListId', code: 'BadParams' };
  expect(told(400, gone, 'membership')).toMatchObject({ fault: { kind: 'audience-gone' } });
});
