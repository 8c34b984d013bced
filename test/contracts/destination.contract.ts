import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../packages/engine/src/activate/destinations/define-destination.ts';
import { DestinationFault } from '../../packages/engine/src/activate/destinations/fault.ts';
import { callOver } from '../../packages/engine/src/activate/sync/call.ts';
import { entryId } from '../../packages/engine/src/activate/sync/entries.ts';
import { NoLongerMine } from '../../packages/engine/src/activate/sync/exchange.ts';
import { ledgerCounts, retryAll, unsettled } from '../../packages/engine/src/activate/sync/ledger.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import type { FakeVendor, Trouble } from '../fakes/vendor.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../support/record-store.ts';
import { type SyncBench, syncBench } from '../support/sync-bench.ts';
import type { VirtualPace } from '../support/virtual-pace.ts';

export interface DestinationContract {
  readonly destination: Destination;
  readonly fake: (pace: () => VirtualPace) => FakeVendor;
  /** Does the vendor refuse single people in an answer to a batch? */
  readonly refusesSingly: boolean;
  /** Requests of a batch that put in this many people; one for a thousand when left out. */
  readonly requestsFor?: (people: number) => number;
  /** Is it told how many people come and go, and not who? Then the audience is as many members. */
  readonly countsOnly?: boolean;
  /** The same that send a changed value of one person who is in; one when left out. */
  readonly requestsForChange?: number;
  /** Is each person put in by a request of their own? */
  readonly singly?: boolean;
  /** How a value shows in a body; as JSON when left out. */
  readonly sentValue?: (field: string, value: number) => string;
  /** Where the ledger lies; embedded when left out. */
  readonly records?: () => Promise<Pick<TemporaryRecordStore, 'store' | 'dispose'>>;
}

const person = (name: string, attributes = {}) => ({
  identity: { user_id: name, email: `${name}@Example.com` },
  attributes,
});

/** What every destination must do with its vendor: at the end of each story the audience is exactly the cohort. */
export function destinationContract(
  name: string,
  {
    destination,
    fake: newFake,
    refusesSingly,
    requestsFor = (people) => Math.ceil(people / 1_000),
    countsOnly = false,
    singly = false,
    requestsForChange = 1,
    sentValue = (field, value) => `"${field}":${value}`,
    records: open = temporaryRecordStore,
  }: DestinationContract,
): void {
  describe(`${name}: a sync`, () => {
    let records: Pick<TemporaryRecordStore, 'store' | 'dispose'>;
    let bench: SyncBench;
    let fake: FakeVendor;
    beforeAll(async () => {
      records = await open();
    });
    afterAll(() => records.dispose());
    beforeEach(async () => {
      fake = newFake(() => bench.pace);
      bench = await syncBench(records.store, destination, fake);
    });

    const exact = () => {
      if (!countsOnly) return expect(fake.audience()).toEqual(bench.expected());
      const addressed = [...bench.cohort.values()].filter(
        ({ identity }) => destination.addressOf(identity, bench.line.settings).ok,
      );
      expect(fake.audience()).toHaveLength(addressed.length);
    };
    const fill = (...names: string[]) => {
      for (const each of names) {
        bench.cohort.set(subjectOf(each), person(each));
        known(each);
      }
    };
    const known = (each: string) => {
      const address = destination.addressOf(person(each).identity, bench.line.settings);
      if (address.ok) fake.know?.(address.address);
    };
    const drop = (...names: string[]) => {
      for (const each of names) bench.cohort.delete(subjectOf(each));
    };
    const subjectOf = (each: string) => String(BigInt(`0x${Buffer.from(each).toString('hex')}`));
    const begun = async () =>
      (
        await records.store.db
          .selectFrom('sync_batches')
          .select('id')
          .where('sync_id', '=', (await bench.sync()).id)
          .execute()
      ).length;
    const counts = async () => ledgerCounts(records.store, (await bench.sync()).id);

    it('fills an audience once, and sends nothing when nothing changed', async () => {
      const many = Array.from({ length: 2_600 }, (_, i) => `user-${i}`);
      fill(...many);
      expect(await bench.compare()).toMatchObject({ added: 2_600, removed: 0, failed: 0, fault: undefined });
      exact();
      expect((await bench.sync()).wanted).toBe(2_600);
      expect(await counts()).toMatchObject({ there: 2_600, retry: 0, rejected: 0, unresolved: 0 });
      const sent = fake.requests.length;
      expect(sent).toBe(requestsFor(2_600));
      expect(await bench.compare()).toMatchObject({ added: 0, removed: 0 });
      expect(fake.requests.length).toBe(sent);
    });

    it('follows who comes and goes, by comparison and one by one', async () => {
      fill('ann', 'bob', 'cat');
      expect(await bench.compare()).toMatchObject({ added: 3, fault: undefined });
      drop('bob');
      fill('dan');
      expect(await bench.compare()).toMatchObject({ added: 1, removed: 1 });
      exact();
      drop('ann');
      fill('eve');
      const { length } = fake.requests;
      expect(await bench.subjects(['ann', 'eve', 'cat'].map(subjectOf))).toMatchObject({
        added: 1,
        removed: 1,
      });
      exact();
      expect(fake.requests.length - length).toBeLessThanOrEqual(2 * requestsFor(1));
      bench.cohort.clear();
      await bench.compare();
      expect(fake.audience()).toEqual([]);
      expect(await counts()).toMatchObject({ there: 0 });
    });

    it('sends attributes again when they changed, and only then', async () => {
      fill('ann', 'bob');
      await bench.compare();
      bench.cohort.set(subjectOf('ann'), person('ann', { seats: 5 }));
      const requests = fake.values ?? fake.requests;
      const { length } = requests;
      expect(await bench.compare()).toMatchObject({ added: 1 });
      exact();
      if (countsOnly) return expect(requests).toHaveLength(length);
      const bodies = requests.slice(length).map(({ body }) => body ?? '');
      expect(bodies.filter((body) => body.includes(sentValue('seats', 5)))).toHaveLength(1);
      expect(bodies).toHaveLength(requestsForChange);
    });

    it('tells who cannot be addressed, and takes them once they can', async () => {
      fill('ann');
      bench.cohort.set('5', { identity: {} });
      expect(await bench.compare()).toMatchObject({ added: 1, failed: 0 });
      expect(await counts()).toMatchObject({ there: 1, unresolved: 1 });
      expect(await unsettled(records.store, (await bench.sync()).id, 9)).toMatchObject([
        { name: '5', state: 'unresolved', reason: expect.stringMatching(/^no-/) },
      ]);
      bench.cohort.set('5', person('five'));
      known('five');
      await bench.compare();
      exact();
      expect(await counts()).toMatchObject({ there: 2, unresolved: 0 });
    });

    it('keeps an address in as long as anybody holds it', async () => {
      for (const each of ['same', 'other']) known(each);
      bench.cohort.set('1', person('same')).set('2', person('same')).set('3', person('other'));
      await bench.untilDone();
      exact();
      bench.cohort.delete('1');
      await bench.untilDone();
      exact();
      bench.cohort.delete('2');
      bench.cohort.set('4', person('same'));
      await bench.untilDone();
      exact();
      bench.cohort.delete('4');
      await bench.untilDone();
      exact();
      expect(fake.audience()).toHaveLength(1);
    });

    it('leaves under the old address and enters under the new one', async () => {
      for (const each of ['old', 'new']) known(each);
      bench.cohort.set('1', person('old'));
      await bench.compare();
      bench.cohort.set('1', person('new'));
      await bench.untilDone();
      exact();
      expect(await counts()).toMatchObject({ there: 1 });
    });

    if (refusesSingly) {
      it('rejects those whom the vendor refuses, keeps the rest, and tries again when asked', async () => {
        fill('ann', 'bad', 'cat');
        for (const each of bench.expected()) if (each.startsWith('bad')) fake.refused.add(each);
        expect(await bench.compare()).toMatchObject({ added: 2, failed: 1, fault: undefined });
        exact();
        expect(await counts()).toMatchObject({
          there: 2,
          rejected: 1,
          reasons: [{ state: 'rejected', count: 1 }],
        });
        const { length } = fake.requests;
        await bench.untilDone();
        expect(fake.requests.length).toBe(length);
        fake.refused.clear();
        expect(await retryAll(records.store, (await bench.sync()).id, undefined)).toBe(1);
        expect(await bench.compare()).toMatchObject({ added: 1 });
        exact();
      });
    }

    it.skipIf(countsOnly)('finds the one because of whom a request is refused', async () => {
      fill(...Array.from({ length: 300 }, (_, i) => `user-${i}`), 'poison');
      for (const each of bench.expected()) if (each.startsWith('poison')) fake.poison.add(each);
      expect(await bench.compare()).toMatchObject({ added: 300, failed: 1, fault: undefined });
      exact();
      expect((await unsettled(records.store, (await bench.sync()).id, 9)).map((row) => row.name)).toEqual([
        'poison',
      ]);
    });

    it.each<[string, Trouble]>([
      ['429 with seconds', { status: 429, headers: { 'retry-after': '2' } }],
      ['429 with an instant', { status: 429, headers: { 'x-ratelimit-reset': '1777593605' } }],
      ['429 with a span', { status: 429, headers: { 'x-ratelimit-reset': '3' } }],
      ['429 that says nothing', { status: 429 }],
      ['500', { status: 500 }],
      ['502 with a page', { status: 502, body: '<html>' }],
      ['503 with a date', { status: 503, headers: { 'retry-after': 'Fri, 01 May 2026 00:00:02 GMT' } }],
      ['an answer lost before', { lost: 'before' }],
      ['an answer lost after it was done', { lost: 'applied' }],
    ])('gets through a storm of %s', async (_, trouble) => {
      fill('ann', 'bob');
      fake.troubles.push(trouble, trouble, trouble);
      expect(await bench.compare()).toMatchObject({ added: 2, fault: undefined });
      exact();
      fake.troubles.push(...Array.from({ length: 9 }, () => trouble));
      drop('ann');
      fill('cat');
      const held = await bench.compare();
      expect(held.fault?.kind).toMatch(/limited|unavailable/);
      await bench.untilDone();
      exact();
    });

    it('takes out who left while it was not known whether they were in', async () => {
      fill('ann', 'bob');
      const requests = singly ? 2 : 1;
      fake.troubles.push(
        ...Array.from({ length: requests }, (): Trouble => ({ lost: 'applied' })),
        ...Array.from({ length: 3 * requests }, (): Trouble => ({ status: 503 })),
      );
      expect((await bench.compare()).fault?.kind).toBe('unavailable');
      expect(fake.audience()).toHaveLength(2);
      drop('ann');
      await bench.untilDone();
      exact();
    });

    it('stops for a key that has expired, and then sends the net difference alone', async () => {
      fill('ann', 'bob', 'cat');
      await bench.compare();
      fake.expired = true;
      drop('ann');
      fill('dan', 'eve');
      expect((await bench.compare()).fault?.kind).toBe(fake.shutOut ?? 'credentials');
      drop('eve');
      fill('ann');
      fake.expired = false;
      const { length } = fake.requests;
      await bench.untilDone();
      exact();
      const told = fake.requests
        .slice(length)
        .map(({ body }) => body ?? '')
        .join();
      for (const name of ['bob', 'cat']) expect(told).not.toContain(name);
    });

    it('sends nothing of who came and went while the key was expired, though a transition met it first', async () => {
      fill('ann', 'bob');
      await bench.compare();
      fake.expired = true;
      fill('cat');
      drop('ann');
      const met = await bench.subjects(['ann', 'cat'].map(subjectOf));
      expect(met.fault?.kind).toBe(fake.shutOut ?? 'credentials');
      drop('cat');
      fill('ann');
      fake.expired = false;
      const { length } = fake.requests;
      await bench.untilDone();
      exact();
      const after = fake.requests.slice(length).map(({ url, body }) => `${url} ${body ?? ''}`);
      expect(after.filter((each) => each.includes('cat'))).toEqual([]);
      expect(after.length).toBeLessThanOrEqual(1);
    });

    it('makes an audience anew that somebody removed', async () => {
      fill('ann', 'bob');
      await bench.compare();
      if (!fake.deleteAudience()) return;
      fill('cat');
      await bench.untilDone();
      exact();
      expect(fake.audience()).toHaveLength(3);
    });

    it('asks for the audience when all are compared and not for single people, and learns from the answer when it is gone', async () => {
      fill('ann', 'bob');
      await bench.compare();
      const { send } = bench.line;
      let sent = 0;
      Object.assign(bench.line, {
        send: (...call: Parameters<typeof send>) => {
          sent += 1;
          return send(...call);
        },
      });
      await bench.subjects([subjectOf('ann')]);
      expect(sent).toBe(0);
      if (!fake.deleteAudience()) return;
      fill('cat');
      expect(await bench.subjects([subjectOf('cat')])).toMatchObject({ added: 1, fault: undefined });
      expect((await bench.sync()).compareAsked).toBe(true);
      await bench.untilDone();
      exact();
      expect(fake.audience()).toHaveLength(3);
    });

    it('goes on rightly after a crash at any point of a batch', async () => {
      for (const point of ['journal', 'sent', 'answered'] as const) {
        bench.cohort.clear();
        await bench.untilDone();
        fill('ann', 'bob');
        await bench.compare();
        drop('ann');
        fill('cat');
        const { send } = bench.line;
        const crash = new NoLongerMine();
        let reached = point === 'journal';
        Object.assign(bench.line, {
          send: async (...call: Parameters<typeof send>) => {
            if (point === 'journal' && (await begun()) > 0) throw crash;
            const { length } = fake.requests;
            const answer = await send(...call);
            if (fake.requests.length === length) return answer;
            reached = true;
            if (point === 'sent') throw crash;
            // The answer came, and the process is gone before it could write: another one has taken over.
            await bench.takeOver();
            return answer;
          },
        });
        const held = await bench.takeOver();
        await expect(bench.compare(held)).rejects.toBeInstanceOf(NoLongerMine);
        expect(reached && (await begun()) > 0).toBe(true);
        Object.assign(bench.line, { send });
        drop('cat');
        fill('dan');
        await bench.takeOver();
        await bench.untilDone();
        exact();
        expect(await counts()).toMatchObject({ there: 2, retry: 0 });
      }
    });

    it('refuses what an earlier holder of the lease still wants to write', async () => {
      fill('ann');
      const old = await bench.takeOver();
      await bench.takeOver();
      await expect(bench.compare(old)).rejects.toBeInstanceOf(NoLongerMine);
      await bench.untilDone();
      exact();
    });

    it('ends as the cohort, whatever happens on the way', async () => {
      const trouble = fc.oneof(
        fc.constant<Trouble>({ lost: 'before' }),
        fc.constant<Trouble>({ lost: 'applied' }),
        fc.constantFrom<Trouble>(
          { status: 429 },
          { status: 500 },
          { status: 503, headers: { 'retry-after': '900' } },
        ),
      );
      const step = fc.record({
        subject: fc.nat(7),
        // Several subjects share an address, and one changes its own.
        address: fc.option(fc.nat(4)),
        troubles: fc.array(trouble, { maxLength: 6 }),
        act: fc.constantFrom('compare', 'subject', 'crash', 'nothing', 'delete'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
          fake = newFake(() => bench.pace);
          bench = await syncBench(records.store, destination, fake);
          for (const { subject, address, troubles, act } of steps) {
            if (address === null) bench.cohort.delete(String(subject));
            else {
              bench.cohort.set(String(subject), person(`p${address}`));
              known(`p${address}`);
            }
            fake.troubles.push(...troubles);
            fake.earlierTroubles?.push(...troubles);
            if (act === 'compare') await bench.compare();
            if (act === 'subject') await bench.subjects([String(subject)]);
            if (act === 'delete') fake.deleteAudience();
            if (act === 'crash') {
              const { send } = bench.line;
              Object.assign(bench.line, {
                send: async (...call: Parameters<typeof send>) => {
                  const { length } = fake.requests;
                  const answer = await send(...call);
                  if (fake.requests.length > length) throw new NoLongerMine();
                  return answer;
                },
              });
              await bench.compare().catch(() => undefined);
              Object.assign(bench.line, { send });
              await bench.takeOver();
            }
          }
          fake.troubles.length = 0;
          if (fake.earlierTroubles) fake.earlierTroubles.length = 0;
          await bench.untilDone();
          exact();
        }),
        { seed: 17, numRuns: 40 },
      );
    });

    it('tells of each entry once, of nobody who was in before, and again after a new one', async () => {
      if (!destination.events) return;
      const entered = (name: string, at: number) => {
        known(name);
        const entry = { at: bench.pace.clock() + at, reason: 'did wall: 3', id: entryId('sync', name, at) };
        bench.cohort.set(subjectOf(name), { ...person(name), entry });
        return entry.at;
      };
      const told = () =>
        (fake.events ?? [])
          .map(({ name: called, at }) => [called, at])
          .toSorted((a, b) => Number(a[1]) - Number(b[1]));
      fill('old');
      const [first, second] = [entered('ann', 1_000), entered('bob', 2_000)];
      fake.troubles.push({ status: 503 });
      await bench.untilDone();
      exact();
      expect(told()).toEqual([
        ['entered walls', first],
        ['entered walls', second],
      ]);
      bench.cohort.set(subjectOf('ann'), {
        ...must(bench.cohort.get(subjectOf('ann')), 'ann'),
        attributes: { seats: 7 },
      });
      await bench.untilDone();
      expect(told()).toHaveLength(2);
      const kept = must(bench.cohort.get(subjectOf('bob')), 'bob');
      drop('bob');
      await bench.untilDone();
      bench.cohort.set(subjectOf('bob'), kept);
      const third = entered('bob', 60_000);
      await bench.untilDone();
      exact();
      expect(told().at(-1)).toEqual(['entered walls', third]);
      expect(told()).toHaveLength(3);
    });

    it('finds people again whose ids over there have changed', async () => {
      if (fake.changeIds === undefined) return;
      fill('ann', 'bob', 'cat');
      await bench.untilDone();
      fake.changeIds();
      drop('ann');
      fill('dan');
      bench.cohort.set(subjectOf('bob'), person('bob', { seats: 5 }));
      await bench.untilDone();
      exact();
      expect(await counts()).toMatchObject({ there: 3, retry: 0 });
    });

    it('tests its credentials', async () => {
      const context = { settings: bench.line.settings, call: callOver(bench.line) };
      await destination.verify(context);
      fake.expired = true;
      await expect(destination.verify(context)).rejects.toBeInstanceOf(DestinationFault);
      await expect(destination.verify(context)).rejects.toMatchObject({
        fault: { kind: fake.shutOut ?? 'credentials' },
      });
    });

    it('finds who was taken out by hand, and tells who was put in by hand', async () => {
      if (destination.readBack === undefined) return;
      fill('ann', 'bob', 'cat');
      await bench.untilDone();
      expect(await bench.check()).toMatchObject({ there: 3, missing: 0, extra: 0 });
      const { addressOf } = destination;
      const at = (each: string) => {
        const address = addressOf(person(each).identity, bench.line.settings);
        return address.ok ? address.address : '';
      };
      known('stranger');
      fake.takeByHand(at('bob'));
      fake.putByHand(at('stranger'));
      expect(await bench.check()).toMatchObject({
        there: 3,
        missing: 1,
        missingNames: ['bob'],
        extra: 1,
        extraAddresses: [expect.any(String)],
      });
      expect(await counts()).toMatchObject({ there: 2, retry: 1 });
      await bench.untilDone();
      expect(fake.audience()).toEqual([...bench.expected(), at('stranger')].toSorted());
      expect(await bench.check()).toMatchObject({ there: 4, missing: 0, extra: 1 });
    });

    it('takes out who was put in by hand, where the sync is exclusive', async () => {
      if (destination.readBack === undefined) return;
      bench = await syncBench(records.store, destination, fake, { exclusive: true });
      fill('ann', 'bob');
      known('stranger');
      await bench.untilDone();
      const stranger = destination.addressOf(person('stranger').identity, bench.line.settings);
      if (stranger.ok) fake.putByHand(stranger.address);
      expect(await bench.check()).toMatchObject({ there: 3, extra: 1 });
      await bench.untilDone();
      exact();
      expect(await bench.check()).toMatchObject({ there: 2, missing: 0, extra: 0 });
    });

    it('leaves to the vendor whom it takes and never has', async () => {
      if (destination.readBack === undefined) return;
      fill('ann', 'bob');
      for (let time = 0; time < 3; time += 1) {
        await bench.untilDone();
        const bob = destination.addressOf(person('bob').identity, bench.line.settings);
        if (bob.ok) fake.takeByHand(bob.address);
        expect(await bench.check()).toMatchObject({ missing: 1 });
      }
      expect(await counts()).toMatchObject({
        there: 1,
        reasons: [{ state: 'unresolved', reason: 'not-there', count: 1 }],
      });
    });

    it('reads back who is there, where the vendor tells', async () => {
      if (destination.readBack === undefined) return;
      fill('ann', 'bob');
      await bench.compare();
      const { audienceId = '' } = await bench.sync();
      const context = {
        settings: bench.line.settings,
        call: callOver(bench.line),
        audience: { id: audienceId, name: '' },
      };
      const there: string[] = [];
      bench.pace.advance(destination.readBack.lagMs);
      for await (const page of destination.readBack.members(context)) there.push(...page);
      if (destination.readBack.by === 'address') expect(there.toSorted()).toEqual(bench.expected());
      else expect(there).toHaveLength(bench.expected().length);
      if (destination.readBack.size) expect(await destination.readBack.size(context)).toBe(there.length);
    });
  });
}
