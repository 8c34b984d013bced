import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { type SyncBench, syncBench } from '../../../../../test/support/sync-bench.ts';
import { classifyResponse } from '../destinations/classify-response.ts';
import { defineDestination } from '../destinations/define-destination.ts';
import { DestinationFault } from '../destinations/fault.ts';
import { APPLIED, type Outcome } from '../destinations/outcome.ts';
import { userIdAddress } from '../destinations/person-address.ts';
import type { SnapshotContext } from '../destinations/snapshot-context.ts';

/** A vendor that takes changes, and everybody afterwards. */
function whole(
  tell: (context: SnapshotContext<{ whole: boolean }>) => Promise<void>,
  changes: { orders: string[] },
) {
  return defineDestination<{ whole: boolean }>({
    kind: 'toy',
    title: 'Toy',
    settings: z.strictObject({ whole: z.boolean() }),
    secrets: [],
    units: ['user'],
    limits: () => ({
      operationsPerRequest: 10,
      bytesPerRequest: 10_000,
      quotas: { all: { requests: 100, perMs: 1_000 } },
      concurrency: 1,
      timeoutMs: 1_000,
    }),
    account: () => 'toy',
    addressOf: userIdAddress,
    mixes: true,
    steps: ['membership'],
    ensureAudience: async ({ name }) => ({ id: '1', name }),
    plan: (operations, { order, fields }) => {
      changes.orders.push(order);
      const request = { method: 'POST' as const, url: 'https://toy.example/', headers: {} };
      return [{ quota: 'all', operations, request: { ...request, body: fields.join() } }];
    },
    interpret: ({ operations }, response, now) => {
      const fault = classifyResponse(response, now);
      if (fault) return { fault };
      return { outcomes: new Map(operations.map(({ id }): [string, Outcome] => [id, APPLIED])) };
    },
    snapshot: (settings) => (settings.whole ? tell : undefined),
    verify: async () => undefined,
  });
}

describe('telling everybody after a comparison', () => {
  let records: TemporaryRecordStore;
  beforeAll(async () => {
    records = await temporaryRecordStore();
  });
  afterAll(() => records.dispose());

  const fake = (settings: Record<string, unknown>, statuses: number[] = []) => ({
    settings,
    answer: () => ({ status: statuses.shift() ?? 200, headers: {}, body: '' }),
    refused: new Set<string>(),
    poison: new Set<string>(),
  });
  const open = (destination: ReturnType<typeof whole>, vendor: ReturnType<typeof fake>) =>
    syncBench(records.store, destination, vendor as unknown as Parameters<typeof syncBench>[2]);
  const fill = (bench: SyncBench, ...names: string[]) => {
    for (const [at, name] of names.entries()) bench.cohort.set(String(at), { identity: { user_id: name } });
  };

  it('brings who can be addressed, with fields and an order after that of the changes', async () => {
    const told: { names: string[]; order: string; fields: readonly string[] }[] = [];
    const changes = { orders: [] as string[] };
    const destination = whole(async ({ members, order, fields }) => {
      const names: string[] = [];
      for await (const chunk of members) names.push(...chunk.map(({ address }) => address));
      told.push({ names, order, fields });
    }, changes);
    const bench = await open(destination, fake({ whole: true }));
    fill(bench, 'ann', 'bob');
    bench.cohort.set('9', { identity: {} });
    await bench.compare();
    expect(told).toMatchObject([{ names: ['ann', 'bob'], fields: ['seats'] }]);
    expect([changes.orders.at(-1), told[0]?.order].toSorted()[1]).toBe(told[0]?.order);
    await bench.subjects(['0']);
    expect(told).toHaveLength(1);
    await bench.compare();
    expect(told).toHaveLength(2);
  });

  it('is not told where the settings ask for none, nor after changes that were not taken', async () => {
    let told = 0;
    const tell = async () => {
      told += 1;
    };
    const none = await open(whole(tell, { orders: [] }), fake({ whole: false }));
    fill(none, 'ann');
    expect(await none.compare()).toMatchObject({ added: 1, fault: undefined });
    const failing = await open(whole(tell, { orders: [] }), fake({ whole: true }, [401]));
    fill(failing, 'ann');
    expect((await failing.compare()).fault?.kind).toBe('credentials');
    expect(told).toBe(0);
  });

  it('fails the pass when it fails, and what was changed stays told', async () => {
    let troubles = 1;
    const destination = whole(
      async () => {
        troubles -= 1;
        if (troubles < 0) return;
        throw new DestinationFault({ kind: 'unavailable', afterMs: undefined, message: 'away' });
      },
      { orders: [] },
    );
    const bench = await open(destination, fake({ whole: true }));
    fill(bench, 'ann');
    expect(await bench.compare()).toMatchObject({ added: 1, fault: { kind: 'unavailable' } });
    expect((await bench.sync()).goodAt).toBeUndefined();
    expect(await bench.compare()).toMatchObject({ added: 0, fault: undefined });
    expect((await bench.sync()).goodAt).toBeDefined();
  });
});
