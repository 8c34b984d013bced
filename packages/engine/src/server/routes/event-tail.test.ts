import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryApp, temporaryApp } from '../../../../../test/support/app.ts';
import { type OpenStream, openStream } from '../../../../../test/support/open-stream.ts';
import { MemoryLive } from '../../define/membership/live-memory.testing.ts';
import { readCanonicalEvent } from '../../ingest/canonical/read-event.ts';
import type { Project } from '../../model/project.ts';
import { must } from '../../util/assert.ts';

const NOW = Date.UTC(2026, 0, 20);

interface Shown {
  readonly seq: number;
  readonly name: string;
  readonly id: string;
  readonly properties: Record<string, unknown>;
}

describe('events as they come in', () => {
  let temporary: TemporaryApp;
  let project: Project;
  let url: string;

  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => NOW, live: new MemoryLive() });
    project = must(await temporary.app.dependencies.access.project('default'), 'project');
    url = await temporary.listen();
  });
  afterAll(() => temporary.dispose());

  const headers = () => ({ authorization: `Bearer ${temporary.secretKey}` });

  async function send(...raw: readonly object[]): Promise<void> {
    const events = raw.map((each) =>
      must(readCanonicalEvent({ time: NOW - 1_000, ...each }, NOW, []), 'event'),
    );
    await temporary.app.dependencies.sink.accept(project, events, NOW);
  }

  async function recent(query = ''): Promise<readonly Shown[]> {
    const answer = await fetch(`${url}/api/v1/events/recent${query}`, { headers: headers() });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { events: Shown[] }).events;
  }

  async function open(query = ''): Promise<OpenStream> {
    const stream = await openStream(`${url}/api/v1/events/tail${query}`, headers());
    expect(await stream.next()).toMatchObject({
      event: 'open',
      data: expect.stringContaining('"eventsASecond":20'),
    });
    return stream;
  }

  async function nextShown(stream: OpenStream): Promise<Shown> {
    const { event, data, id } = await stream.next();
    expect(event).toBe('event');
    const shown = JSON.parse(data) as Shown;
    expect(id).toBe(String(shown.seq));
    return shown;
  }

  it('streams what is stored, and lists the same afterwards', async () => {
    const stream = await open();
    await send(
      { name: 'signed up', userId: 'ann', properties: { plan: 'free', nested: { a: 1 } } },
      { name: '$identify', deviceId: 'phone', userProperties: { os: 'ios' } },
    );
    const seen = [await nextShown(stream), await nextShown(stream)];
    expect(seen).toMatchObject([
      {
        name: 'signed up',
        id: 'ann',
        time: NOW - 1_000,
        received: NOW,
        properties: { plan: 'free', 'nested.a': 1 },
      },
      { name: '$identify', id: 'device:phone' },
    ]);
    expect(await recent('?limit=2')).toEqual(seen.toReversed());
    stream.close();
    await expect.poll(() => temporary.app.dependencies.tail?.watchers).toBe(0);
  });

  it('filters by name and by user, also one who was never seen before', async () => {
    const byName = await open('?name=a&name=b');
    const byUser = await open('?user=eve');
    const byDevice = await open('?user=device:tablet');
    await send(
      { name: 'a', userId: 'ann' },
      { name: 'other', userId: 'eve' },
      { name: 'other', deviceId: 'tablet' },
      { name: 'b', userId: 'bob' },
    );
    expect([(await nextShown(byName)).name, (await nextShown(byName)).name]).toEqual(['a', 'b']);
    expect(await nextShown(byUser)).toMatchObject({ id: 'eve', name: 'other' });
    expect(await nextShown(byDevice)).toMatchObject({ id: 'device:tablet' });
    for (const stream of [byName, byUser, byDevice]) stream.close();
    expect((await recent('?name=a&name=b')).map(({ id }) => id)).toEqual(['bob', 'ann']);
    expect((await recent('?user=eve')).map(({ name }) => name)).toEqual(['other']);
    expect(await recent('?user=nobody')).toEqual([]);
    const [newest, older] = await recent();
    expect((await recent(`?before=${newest?.seq}&limit=1`))[0]).toEqual(older);
  });

  it('shows a user what came from a device of theirs', async () => {
    await send({ name: 'login', userId: 'kim', deviceId: 'watch' });
    const stream = await open('?user=kim');
    await send({ name: 'tick', deviceId: 'watch' });
    expect(await nextShown(stream)).toMatchObject({ name: 'tick', id: 'device:watch' });
    stream.close();
    expect((await recent('?user=kim')).map(({ name }) => name)).toEqual(['tick', 'login']);
  });

  it('leaves out of a flood what is past the rate, and says how many', async () => {
    const stream = await open('?name=flood');
    const many = 1_000;
    await send(...Array.from({ length: many }, (_, i) => ({ name: 'flood', userId: `user ${i}` })));
    let shown = 0;
    let left = 0;
    while (shown + left < many) {
      const { event, data } = await stream.next();
      if (event === 'event') shown += 1;
      else left += (JSON.parse(data) as { rate: number }).rate;
    }
    expect(shown).toBeGreaterThan(0);
    expect(shown + left).toBe(many);
    expect(left).toBeGreaterThan(many - 100);
    stream.close();
  });

  it.each([
    ['/recent?limit=0', 'querystring.limit'],
    ['/recent?name=', 'querystring.name'],
    ['/tail?nonsense=1', 'querystring.nonsense'],
  ])('refuses %s at its place', async (path, at) => {
    const answer = await fetch(`${url}/api/v1/events${path}`, { headers: headers() });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ problems: [{ path: at }] });
  });

  it('ends streams when the server closes', async () => {
    const stream = await open();
    const { server } = temporary.app;
    const closing = server.close();
    await expect(stream.next()).rejects.toThrow('ended');
    server.server.closeAllConnections();
    await closing;
  });
});
