import { describe, expect, it } from 'vitest';
import type { EventStore } from '../store/event-store.ts';
import { RejectionWriter } from './rejection-writer.ts';

const arrival = (position: number) => ({
  project: 'p',
  source: 'amplitude',
  received: 1,
  rejection: { position, field: 'time', code: 'x', message: 'm', payload: {} },
});

/** A store whose inserts end when the test says so. */
function slowStore() {
  const blocks: number[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const insert = (_: string, lines: Buffer) => {
    const rows = lines.toString().trim().split('\n');
    blocks.push(rows.map((line) => (JSON.parse(line) as { position: number }).position));
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { store: { insert } as unknown as EventStore, blocks, ends };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('RejectionWriter', () => {
  it('writes together what comes in while a block is being written, and answers each when it is durable', async () => {
    const { store, blocks, ends } = slowStore();
    const writer = new RejectionWriter(store);
    const done: string[] = [];
    const write = (name: string, ...positions: number[]) =>
      writer.write(positions.map(arrival)).then(() => done.push(name));
    const first = write('first', 0);
    await settle();
    const others = [write('second', 1, 2), write('third', 3)];
    await settle();
    expect(blocks).toEqual([[0]]);
    ends[0]?.resolve();
    await first;
    await settle();
    expect([blocks, done]).toEqual([[[0], [1, 2, 3]], ['first']]);
    ends[1]?.resolve();
    await Promise.all(others);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('goes on after a block that failed, which only its own senders hear of', async () => {
    const { store, blocks, ends } = slowStore();
    const writer = new RejectionWriter(store);
    const lost = writer.write([arrival(0)]).catch((error: Error) => error.message);
    await settle();
    const kept = writer.write([arrival(1)]);
    ends[0]?.reject(new Error('disk full'));
    expect(await lost).toBe('disk full');
    await settle();
    ends[1]?.resolve();
    await kept;
    expect(blocks).toEqual([[0], [1]]);
  });
});
