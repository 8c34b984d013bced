import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { incomingEvent, testProject } from '../../../../../test/support/incoming-event.ts';
import { linkedRows } from '../../../../../test/support/linked-rows.ts';
import type { IncomingEvent, StoredEvent } from '../../model/event.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { OverloadedError } from '../event-sink.ts';
import { createIngestPipeline } from './create-ingest-pipeline.ts';
import type { IngestLimits } from './limits.ts';

const NOW = Date.UTC(2090, 0, 1);

describe('the block writer', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  /** A pipeline whose inserts into `events` wait for `release` and may fail as `fails` says of a block's bytes. */
  async function gated(
    limits: Partial<IngestLimits> = {},
    fails: (bytes: string) => boolean = () => false,
    onStored?: (events: readonly StoredEvent[]) => void,
  ) {
    const blocks: number[] = [];
    let release: (() => void) | undefined;
    let open = false;
    const store: EventStore = {
      ...temporary.store,
      async insertBlock(table, block) {
        if (!open) {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        if (fails(block.bytes.toString('latin1'))) throw new Error('the disk is full');
        blocks.push(block.rows);
        await temporary.store.insertBlock(table, block);
      },
    };
    const pipeline = await createIngestPipeline({ store, clock: () => NOW, limits, onStored });
    return {
      pipeline,
      blocks,
      started: async () => {
        while (release === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
      },
      letGo: () => {
        open = true;
        release?.();
      },
    };
  }

  const events = (count: number, fields: Partial<IncomingEvent> = {}): IncomingEvent[] =>
    Array.from({ length: count }, (_, i) =>
      incomingEvent({ name: 'view', time: i, userId: 'ann', properties: { i }, ...fields }),
    );

  it('groups what arrives during an insert into the next block, in order', async () => {
    const heard: string[] = [];
    const { pipeline, blocks, started, letGo } = await gated({}, undefined, (stored) => {
      heard.push(...stored.map((event) => event.name));
    });
    const project = testProject('grouped');
    const first = pipeline.sink.accept(project, events(1, { name: 'first' }), NOW);
    await started();
    const rest = Array.from({ length: 30 }, (_, i) =>
      pipeline.sink.accept(project, events(2, { name: `n${i}` }), NOW),
    );
    let answered = 0;
    for (const answer of [first, ...rest]) answer.then(() => (answered += 1), expect.fail);
    expect(answered).toBe(0);
    letGo();
    await Promise.all([first, ...rest]);
    expect(blocks).toEqual([1, 60]);
    const rows = await linkedRows(temporary.store, 'grouped');
    expect(rows.map((row) => row.name)).toEqual(heard);
    expect(heard.slice(1)).toEqual(Array.from({ length: 60 }, (_, i) => `n${Math.floor(i / 2)}`));
    await pipeline.close();
  });

  it('keeps blocks within their bound and answers a large request when its last block is durable', async () => {
    const { pipeline, blocks, letGo } = await gated({ maxBlockRows: 10, maxChunkRows: 4 });
    letGo();
    const project = testProject('bounded');
    const fates = await Promise.all([
      pipeline.sink.accept(project, events(35), NOW),
      pipeline.sink.accept(project, [], NOW),
      pipeline.sink.accept(project, events(1), NOW),
    ]);
    expect(fates.map((part) => part.length)).toEqual([35, 0, 1]);
    expect(Math.max(...blocks)).toBeLessThanOrEqual(10);
    expect(blocks.reduce((sum, rows) => sum + rows, 0)).toBe(36);
    await pipeline.close();
  });

  it('refuses what would be too much to hold, and takes it again when there is room', async () => {
    const { pipeline, started, letGo } = await gated({ maxWaitingRows: 10 });
    const project = testProject('full');
    const first = pipeline.sink.accept(project, events(8), NOW);
    await started();
    const refused = await pipeline.sink.accept(project, events(3), NOW).catch((error) => error);
    expect(refused).toBeInstanceOf(OverloadedError);
    expect(refused.retryAfterMs).toBeGreaterThanOrEqual(250);
    expect(pipeline.waiting().rows).toBe(8);
    const second = pipeline.sink.accept(project, events(2), NOW);
    letGo();
    await Promise.all([first, second]);
    expect(pipeline.waiting()).toEqual({ rows: 0, bytes: 0 });
    expect(await pipeline.sink.accept(project, events(50), NOW)).toHaveLength(50);
    await pipeline.close();
    await expect(pipeline.sink.accept(project, events(1), NOW)).rejects.toBeInstanceOf(OverloadedError);
  });

  it('answers only the request at fault with an error', async () => {
    const { pipeline, started, letGo } = await gated({}, (lines) => lines.includes('poison'));
    const project = testProject('faulty');
    const counted = (name: string) =>
      events(1, { name, insertId: name, userUpdates: [{ op: 'add', property: 'n', value: 1 }] });
    const answers = [pipeline.sink.accept(project, counted('a'), NOW)];
    await started();
    for (const name of ['b', 'poison', 'c', 'b']) {
      answers.push(pipeline.sink.accept(project, counted(name), NOW));
    }
    letGo();
    const settled = await Promise.allSettled(answers);
    expect(settled.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
      ['stored'],
      ['stored'],
      'failed',
      ['stored'],
      ['duplicate'],
    ]);
    const rows = await linkedRows(temporary.store, 'faulty');
    expect(rows.map((row) => [row.name, row.user_updates.n])).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
    expect(pipeline.waiting()).toEqual({ rows: 0, bytes: 0 });
    await pipeline.close();
  });

  it('does not try a block again of which a part is there', async () => {
    let fail = true;
    const store: EventStore = {
      ...temporary.store,
      async insertBlock(table, block) {
        await temporary.store.insertBlock(table, block);
        if (!fail) return;
        fail = false;
        await temporary.store.command(sql`TRUNCATE TABLE users`);
        throw new Error('lost the answer');
      },
    };
    const pipeline = await createIngestPipeline({ store, clock: () => NOW });
    const project = testProject('half');
    const sent = events(3, { insertId: undefined });
    await expect(pipeline.sink.accept(project, sent, NOW)).rejects.toThrow('lost the answer');
    expect(await linkedRows(temporary.store, 'half')).toHaveLength(3);
    const users = await temporary.store.query(sql`SELECT user FROM users WHERE project = 'half'`);
    expect(users).toHaveLength(1);
    expect(await pipeline.sink.accept(project, sent, NOW)).toHaveLength(3);
    await pipeline.close();
  });
});
