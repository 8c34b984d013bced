import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { virtualPace } from '../../../../../test/support/virtual-pace.ts';
import { DAY_MS } from '../../model/time.ts';
import { destinationOf } from '../destinations/registry.ts';
import { DailyAllowance } from './daily-allowance.ts';
import { reserveRequests } from './daily-requests.ts';
import { lineOf } from './open-line.ts';

const PER_DAY = 1_000;
const DAY = 20_000;

let temporary: TemporaryRecordStore;
let writes = 0;
beforeAll(async () => {
  temporary = await temporaryRecordStore();
});
afterAll(() => temporary.dispose());

/** A process that sends to an account, at an instant that the test moves. */
function process(account: string, at: { now: number }, perDay = PER_DAY): DailyAllowance {
  return new DailyAllowance(
    perDay,
    (day, wanted, most) => {
      writes += 1;
      return reserveRequests(temporary.store, account, day, wanted, most);
    },
    () => at.now,
  );
}

/** How many requests begin until the day is used up. */
async function untilRefused(allowance: DailyAllowance): Promise<{ begun: number; fault: unknown }> {
  for (let begun = 0; begun <= PER_DAY; begun += 1) {
    const fault = await allowance.take().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (fault !== undefined) return { begun, fault };
  }
  throw new Error('more began than a day has');
}

it('gives a day once over several processes and restarts, with few writes', async () => {
  const at = { now: DAY * DAY_MS + 5 };
  const [one, two] = [process('a', at), process('a', at)];
  for (let i = 0; i < 300; i += 1) await Promise.all([one.take(), two.take()]);
  expect(writes).toBe(60);
  // A process that was killed with five of its slice left: they are lost, and no more than they.
  for (let i = 0; i < 5; i += 1) await two.take();
  const { begun, fault } = await untilRefused(process('a', at));
  expect(begun).toBe(PER_DAY - 600 - 10);
  expect(fault).toMatchObject({ fault: { kind: 'daily-limit', until: (DAY + 1) * DAY_MS } });
  expect((await untilRefused(process('b', at))).begun).toBe(PER_DAY);
  at.now += DAY_MS;
  expect((await untilRefused(one)).begun).toBe(PER_DAY);
});

it('lets no more through than the day has when many ask at once', async () => {
  const at = { now: (DAY + 9) * DAY_MS };
  const many = Array.from({ length: 4 }, () => process('c', at, 150));
  const asked = await Promise.allSettled(
    many.flatMap((each) => Array.from({ length: 60 }, () => each.take())),
  );
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(150);
});

it('is one for the tokens of one HubSpot account, where they say whose they are', async () => {
  const begun = async (hubId: number | undefined, tokens: readonly string[]) => {
    let answered = 0;
    for (const accessToken of tokens) {
      const given = { accessToken, identity: 'email', requestsPerDay: 6, ...(hubId && { hubId }) };
      const line = lineOf(
        {
          records: temporary.store,
          pace: virtualPace(),
          monotonic: () => 0,
          send: () => Promise.reject(new Error('nothing is sent')),
        },
        'hubspot',
        destinationOf('hubspot').settings.parse(given),
        [accessToken],
        new Map(),
      );
      for (let i = 0; i < 4; i += 1) {
        const begins = line.limits.within('crm', async () => 1);
        answered += await begins.catch(() => 0);
      }
    }
    return answered;
  };
  expect(await begun(4711, ['token-of-one-app', 'token-of-another'])).toBe(6);
  expect(await begun(4712, ['token-of-a-third'])).toBe(4);
  expect(await begun(undefined, ['token-of-one-app', 'token-of-another'])).toBe(8);
});

it('counts on the newest day when the clock of one process is behind', async () => {
  const ahead = process('d', { now: (DAY + 1) * DAY_MS }, 10);
  await ahead.take();
  const behind = process('d', { now: (DAY + 1) * DAY_MS - 1 }, 10);
  expect((await untilRefused(behind)).begun).toBe(9);
  expect((await untilRefused(ahead)).begun).toBe(0);
});
