import { connect } from 'node:net';
import Fastify from 'fastify';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.ts';

describe('EventStream', () => {
  it('closes a client that does not read, and says so in the log', async () => {
    const lines: string[] = [];
    const server = Fastify({
      loggerInstance: pino({ level: 'warn' }, { write: (line) => void lines.push(line) }),
    });
    let sent = 0;
    let isOver = false;
    server.get('/', async (_, reply) => {
      const stream = new EventStream(reply, { stuckMs: 300 });
      while (await stream.send('much', 'x'.repeat(100_000), sent)) sent += 1;
      isOver = stream.isOver;
      return reply;
    });
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const client = connect(Number(port), '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    client.pause();
    await expect.poll(() => isOver, { timeout: 10_000 }).toBe(true);
    // What the kernel takes is not in our memory: a few MB at most, and then nothing more was written.
    expect(sent).toBeLessThan(500);
    expect(lines.join()).toContain('its client read nothing for 300 ms');
    client.destroy();
    await server.close();
  });

  it('sends a comment now and then, and nothing after it was ended', async () => {
    const server = Fastify();
    let stream: EventStream | undefined;
    server.get('/', async (_, reply) => {
      stream = new EventStream(reply, { heartbeatMs: 20 });
      await stream.send('first', { a: 1 }, 7);
      setTimeout(() => stream?.end(), 100);
      return reply;
    });
    const answer = await fetch(await server.listen({ host: '127.0.0.1', port: 0 }));
    const text = await answer.text();
    expect(text.startsWith('event: first\nid: 7\ndata: {"a":1}\n\n')).toBe(true);
    expect(text).toContain('\n\n: alive\n\n');
    expect(await stream?.send('late', {})).toBe(false);
    await server.close();
  });
});
