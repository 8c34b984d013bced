import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryReserve } from '../../../../../test/support/memory-reserve.ts';
import { type VirtualPace, virtualPace } from '../../../../../test/support/virtual-pace.ts';
import { DAY_MS } from '../../model/time.ts';
import { classifyResponse } from '../destinations/classify-response.ts';
import { defineDestination } from '../destinations/define-destination.ts';
import type { Limits } from '../destinations/limits.ts';
import type { Operation } from '../destinations/operation.ts';
import { APPLIED, type Outcome, rejected } from '../destinations/outcome.ts';
import type { VendorResponse } from '../destinations/vendor-request.ts';
import { AccountLimits } from './account-limits.ts';
import { type Batch, deliver } from './deliver.ts';
import { type Line, NoLongerMine } from './exchange.ts';
import { redactor } from './redact.ts';
import { RollingQuota } from './rolling-quota.ts';

const SECRET = 'very-secret-key';
const LIMITS: Limits = {
  operationsPerRequest: 1_000,
  bytesPerRequest: 10_000,
  quotas: { members: { requests: 5, perMs: 1_000 } },
  concurrency: 2,
  timeoutMs: 1_000,
};

/** A vendor that takes a list of names in two steps and answers with those it took. */
const toy = (limits: Partial<Limits> = {}, steps = ['membership']) =>
  defineDestination<{ readonly key: string }>({
    kind: 'toy',
    title: 'Toy',
    settings: z.strictObject({ key: z.string() }),
    secrets: ['key'],
    units: ['user'],
    limits: () => ({ ...LIMITS, ...limits }),
    account: () => 'toy',
    addressOf: ({ user_id }) =>
      user_id === undefined
        ? { ok: false, reason: 'no-id', message: 'none' }
        : { ok: true, address: user_id },
    mixes: true,
    steps,
    ensureAudience: async ({ name }) => ({ id: '1', name }),
    plan: (operations, { settings, step }) => [
      {
        quota: 'members',
        operations,
        request: {
          method: 'POST',
          url: `https://toy.example/${step}`,
          headers: { authorization: settings.key },
          body: JSON.stringify(operations.map(({ address }) => address)),
        },
      },
    ],
    interpret: (planned, response, now) => {
      const fault = classifyResponse(response, now);
      if (fault) return { fault };
      const took = new Set(JSON.parse(response.body) as string[]);
      const told = planned.operations.filter(({ address }) => took.has(address));
      return { outcomes: new Map(told.map(({ id }): [string, Outcome] => [id, APPLIED])) };
    },
    verify: async () => undefined,
  });

type Answer = (addresses: string[], url: string) => VendorResponse | Error;
const took = (addresses: readonly string[]): VendorResponse => ({
  status: 200,
  headers: {},
  body: JSON.stringify(addresses),
});
const status = (code: number, headers: Record<string, string> = {}, body = ''): VendorResponse => ({
  status: code,
  headers,
  body,
});

function lineOf(answer: Answer, pace: VirtualPace, limits: Partial<Limits> = {}, steps?: string[]) {
  const sent: { readonly at: number; readonly addresses: string[]; readonly url: string }[] = [];
  const destination = toy(limits, steps);
  const line: Line = {
    destination,
    settings: { key: SECRET },
    limits: new AccountLimits({ ...LIMITS, ...limits }, pace, memoryReserve()),
    pace,
    redact: redactor([SECRET]),
    leftMs: () => Number.POSITIVE_INFINITY,
    send: async (request) => {
      const addresses = JSON.parse(request.body ?? '[]') as string[];
      sent.push({ at: pace.clock(), addresses, url: request.url });
      const answered = answer(addresses, request.url);
      if (answered instanceof Error) throw answered;
      return answered;
    },
  };
  return { line, sent };
}

/** The same, with bodies of bytes. */
function inBytes({ destination, send }: Line): Pick<Line, 'destination' | 'send'> {
  const plan: typeof destination.plan = (...asked) =>
    destination.plan(...asked).map(({ request: { body = '', ...request }, ...planned }) => ({
      ...planned,
      request: { ...request, bytes: Buffer.from(body) },
    }));
  return {
    destination: { ...destination, plan },
    send: ({ bytes = Buffer.alloc(0), ...request }, ...rest) =>
      send({ ...request, body: Buffer.from(bytes).toString() }, ...rest),
  };
}

const adds = (...names: string[]): Operation[] =>
  names.map((name) => ({ id: `op-${name}`, kind: 'add', address: name, attributes: {} }));
const batch = (operations: readonly Operation[]): Batch => ({
  id: 'b1',
  operations,
  audience: { id: '1', name: 'walls' },
  cohort: { id: 'c', name: 'walls', version: 1, unit: 'user' },
  order: '1',
  fields: [],
});
const kinds = (outcomes: ReadonlyMap<string, Outcome>) =>
  Object.fromEntries([...outcomes].map(([id, { kind }]) => [id.slice(3), kind]));

describe('delivering a batch', () => {
  it('never takes success for granted', async () => {
    const { line } = lineOf((all) => took(all.filter((name) => name !== 'bob')), virtualPace());
    const { outcomes, fault } = await deliver(line, batch(adds('ann', 'bob')));
    expect(fault).toBeUndefined();
    expect(kinds(outcomes)).toEqual({ ann: 'applied', bob: 'retry' });
  });

  it('finds the items at fault in a request that is refused, whichever they are', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
    await fc.assert(
      fc.asyncProperty(fc.subarray(names), async (poison) => {
        const bad = new Set(poison);
        const refuses: Answer = (all) =>
          all.some((name) => bad.has(name)) ? status(400, {}, 'bad item') : took(all);
        const { line } = lineOf(refuses, virtualPace(), { quotas: { members: { requests: 1e6, perMs: 1 } } });
        const { outcomes, fault } = await deliver(line, batch(adds(...names)));
        expect(fault).toBeUndefined();
        for (const name of names)
          expect(outcomes.get(`op-${name}`)?.kind).toBe(bad.has(name) ? 'rejected' : 'applied');
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('holds a destination that refuses everybody for wrong, not the people', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `n${i}`);
    const { line } = lineOf(() => status(400, {}, 'no such field'), virtualPace());
    const { outcomes, fault } = await deliver(line, batch(adds(...names)));
    expect(fault).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('no such field') });
    expect(outcomes.size).toBe(0);
  });

  it.each(['text', 'bytes'])(
    'keeps bodies of %s within the size, and rejects one too large',
    async (kind) => {
      const long = 'x'.repeat(400);
      const { line, sent } = lineOf(took, virtualPace(), { bytesPerRequest: 300 });
      if (kind === 'bytes') Object.assign(line, inBytes(line));
      const names = Array.from({ length: 100 }, (_, i) => `name-${i}`);
      const { outcomes } = await deliver(line, batch(adds(...names, long)));
      expect(outcomes.get(`op-${long}`)).toMatchObject({ kind: 'rejected', reason: 'too-large' });
      expect(names.every((name) => outcomes.get(`op-${name}`)?.kind === 'applied')).toBe(true);
      expect(Math.max(...sent.map(({ addresses }) => JSON.stringify(addresses).length))).toBeLessThanOrEqual(
        300,
      );
    },
  );

  it('sends nothing of an entry that the destination objects to, and takes people out all the same', async () => {
    const { line, sent } = lineOf(took, virtualPace());
    const objecting: Line = {
      ...line,
      destination: {
        ...line.destination,
        objection: ({ address }) =>
          address === 'bob' ? rejected('too-long', `bob is too long for ${SECRET}`) : undefined,
      },
    };
    const { outcomes } = await deliver(objecting, batch(adds('ann', 'bob')));
    expect(outcomes.get('op-bob')).toEqual(rejected('too-long', 'bob is too long for [secret]'));
    expect(outcomes.get('op-ann')).toEqual(APPLIED);
    const leaving: Operation = { id: 'op-bob', kind: 'remove', address: 'bob', attributes: {} };
    expect(kinds((await deliver(objecting, batch([leaving]))).outcomes)).toEqual({ bob: 'applied' });
    expect(sent.map(({ addresses }) => addresses)).toEqual([['ann'], ['bob']]);
  });

  it('goes to the next step with those who did not fail', async () => {
    const { line, sent } = lineOf(
      (all, url) => took(url.endsWith('known') ? all.filter((name) => name !== 'bob') : all),
      virtualPace(),
      {},
      ['known', 'membership'],
    );
    const { outcomes } = await deliver(line, batch(adds('ann', 'bob')));
    expect(kinds(outcomes)).toEqual({ bob: 'retry', ann: 'applied' });
    expect(sent.at(-1)?.addresses).toEqual(['ann']);
  });
});

describe('a destination that does later what it has taken', () => {
  const pausing = (steps: string[], plans: (step: string) => boolean) => {
    const pace = virtualPace();
    const { line, sent } = lineOf(took, pace, {}, steps);
    const { plan } = line.destination;
    const destination = {
      ...line.destination,
      pauseMs: () => 5_000,
      plan: (...call: Parameters<typeof plan>) => (plans(call[1].step) ? plan(...call) : []),
    };
    return { line: { ...line, destination }, sent, pace };
  };

  it('is given a while between a step that sent something and the next', async () => {
    const { line, sent, pace } = pausing(['known', 'membership'], () => true);
    await deliver(line, batch(adds('ann')));
    expect([sent.map(({ at }) => at - Date.UTC(2026, 4, 1)), pace.slept]).toEqual([[0, 5_000], [5_000]]);
  });

  it('is not when nothing was sent', async () => {
    const { line, sent, pace } = pausing(['known', 'membership'], (step) => step !== 'known');
    await deliver(line, batch(adds('ann')));
    expect([sent.length, pace.slept]).toEqual([1, []]);
  });
});

describe('resting', () => {
  it.each([
    ['seconds', { 'retry-after': '2' }],
    ['an instant', { 'x-ratelimit-reset': String(Date.UTC(2026, 4, 1) / 1000 + 2) }],
  ])('waits as a 429 asks with %s', async (_, headers) => {
    const pace = virtualPace();
    const answers = [status(429, headers)];
    const { line, sent } = lineOf((all) => answers.shift() ?? took(all), pace);
    const { outcomes } = await deliver(line, batch(adds('ann')));
    expect(kinds(outcomes)).toEqual({ ann: 'applied' });
    expect(sent.map(({ at }) => at - Date.UTC(2026, 4, 1))).toEqual([0, 2_000]);
  });

  it('backs off ever longer when nothing is said, and gives up to the sync after four tries', async () => {
    const pace = virtualPace();
    const { line, sent } = lineOf(() => status(503), pace);
    const { outcomes, fault } = await deliver(line, batch(adds('ann')));
    expect([fault?.kind, outcomes.size, sent.length]).toEqual(['unavailable', 0, 4]);
    const waits = pace.slept;
    expect(waits).toHaveLength(3);
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(125 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(250 * 2 ** i);
    }
  });

  it('leaves a long rest to the sync', async () => {
    const { line, sent } = lineOf(() => status(429, { 'retry-after': '3600' }), virtualPace());
    const { fault } = await deliver(line, batch(adds('ann')));
    expect(fault).toMatchObject({ kind: 'limited', afterMs: 3_600_000 });
    expect(sent).toHaveLength(1);
  });

  it('tries a timeout and a broken connection again, and shows no secret in what it says', async () => {
    const timeout = Object.assign(new Error('aborted'), { name: 'TimeoutError' });
    const answers = [timeout, new Error(`reset with ${SECRET}`)];
    const { line } = lineOf((all) => answers.shift() ?? took(all), virtualPace());
    expect(kinds((await deliver(line, batch(adds('ann')))).outcomes)).toEqual({ ann: 'applied' });
    const broken = lineOf(
      () => new Error(`bad ${SECRET} ${Buffer.from(SECRET).toString('base64')}`),
      virtualPace(),
    );
    const { fault } = await deliver(broken.line, batch(adds('ann')));
    expect(fault?.message).toBe('toy.example: bad [secret] [secret]');
    const echo = lineOf(() => status(401, {}, `key ${SECRET} is not valid`), virtualPace());
    expect((await deliver(echo.line, batch(adds('ann')))).fault).toEqual({
      kind: 'credentials',
      message: 'the destination answered 401: key [secret] is not valid',
    });
  });

  it('rests until the day is over when its requests are used up', async () => {
    const pace = virtualPace();
    const { line } = lineOf(took, pace, { requestsPerDay: 2 });
    for (const name of ['ann', 'bob']) expect((await deliver(line, batch(adds(name)))).fault).toBeUndefined();
    expect((await deliver(line, batch(adds('cat')))).fault).toMatchObject({
      kind: 'daily-limit',
      until: Date.UTC(2026, 4, 2),
    });
    pace.advance(DAY_MS);
    expect((await deliver(line, batch(adds('cat')))).fault).toBeUndefined();
  });

  it('tells who may have been carried out from who was refused or never sent', async () => {
    const doubtOf = async (...answers: (VendorResponse | 'lost')[]) => {
      const { line } = lineOf(() => {
        const next = answers.shift();
        if (next === undefined || next === 'lost') throw new Error('no answer');
        return next;
      }, virtualPace());
      const { inDoubt, fault } = await deliver(line, batch(adds('ann')));
      return [fault?.kind, [...inDoubt]];
    };
    expect(await doubtOf(status(401, {}, ''))).toEqual(['credentials', []]);
    expect(await doubtOf('lost', status(401, {}, ''))).toEqual(['credentials', ['op-ann']]);
    expect(await doubtOf(status(500, {}, ''), status(403, {}, ''))).toEqual(['credentials', ['op-ann']]);
    expect(await doubtOf()).toEqual(['unavailable', ['op-ann']]);
    expect(await doubtOf(status(429, { 'retry-after': '900' }, ''))).toEqual(['limited', []]);
  });

  it('gives a request no longer than the lease has', async () => {
    const { line } = lineOf(took, virtualPace());
    const within: number[] = [];
    let left = 60_000;
    const leased: Line = {
      ...line,
      leftMs: () => left,
      send: (request, timeoutMs) => {
        within.push(timeoutMs);
        return line.send(request, timeoutMs);
      },
    };
    await deliver(leased, batch(adds('ann')));
    left = line.limits.limits.timeoutMs - 1;
    await deliver(leased, batch(adds('bob')));
    expect(within).toEqual([left + 1, left]);
  });

  it('sends nothing once another process may be at work', async () => {
    const { line, sent } = lineOf(took, virtualPace());
    const lost: Line = {
      ...line,
      leftMs: () => {
        throw new NoLongerMine();
      },
    };
    await expect(deliver(lost, batch(adds('ann')))).rejects.toBeInstanceOf(NoLongerMine);
    expect(sent).toEqual([]);
  });
});

describe('a quota', () => {
  it('lets in no more than its number in any window, and uses all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 40 }),
        async (requests, asked) => {
          const pace = virtualPace(0);
          const quota = new RollingQuota({ requests, perMs: 1_000 }, pace);
          const at: number[] = [];
          await Promise.all(
            Array.from({ length: asked }, () => quota.take().then(() => at.push(pace.clock()))),
          );
          for (let i = requests; i < at.length; i += 1)
            expect((at[i] ?? 0) - (at[i - requests] ?? 0)).toBeGreaterThanOrEqual(1_000);
          expect(at.at(-1)).toBe(Math.floor((asked - 1) / requests) * 1_000);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });
});
