import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorRequest } from '../../packages/engine/src/activate/destinations/vendor-request.ts';
import { FakeWebhook } from './webhook.ts';

const HOST = 'hooks.example.com';

/** The webhook receiver behind a port of the loopback. It applies a message as it comes, and answers a while later. */
export class SlowReceiver {
  readonly fake = new FakeWebhook();
  /** How long the next answer takes, ms. */
  delay: () => number = () => 0;
  /** Called once, when the next message is applied and not yet answered. */
  onApplied: (() => void) | undefined;
  /** Messages that are applied and not yet answered, each with who entered. */
  readonly underWay = new Set<readonly string[]>();
  /** How often each member was said to have entered. */
  readonly entered = new Map<string, number>();
  #close: () => void = () => undefined;

  /** The settings of a destination that sends here. */
  async listen(settings: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
    Object.assign(this.fake.settings, settings);
    const server = createServer(async (incoming, response) => {
      const body = await text(incoming);
      const headers = incoming.headers as Record<string, string>;
      const request: VendorRequest = { method: 'POST', url: `https://${HOST}${incoming.url}`, headers, body };
      const { length } = this.fake.requests;
      const answer = this.fake.answer(request);
      const isMessage = this.fake.requests.length > length;
      const entered = isMessage ? enteredIn(body) : [];
      for (const id of entered) this.entered.set(id, (this.entered.get(id) ?? 0) + 1);
      if (isMessage) this.underWay.add(entered);
      const told = isMessage ? this.onApplied : undefined;
      if (told) this.onApplied = undefined;
      told?.();
      await sleep(this.delay());
      this.underWay.delete(entered);
      response.on('error', () => undefined);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#close = () => {
      server.closeAllConnections();
      server.close();
    };
    const { port } = server.address() as AddressInfo;
    return {
      ...this.fake.settings,
      url: `http://127.0.0.1:${port}${new URL(String(this.fake.settings.url)).pathname}`,
    };
  }

  close(): void {
    this.#close();
  }
}

function enteredIn(body: string): readonly string[] {
  const { data } = JSON.parse(body) as { data: { entered: { id: string }[] } };
  return data.entered.map(({ id }) => id);
}
