import { Agent, type IncomingMessage, request } from 'node:http';

/** Requests to the server over connections that stay open, as many as are wanted at once. */
export class Client {
  readonly #url: string;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Resolves with the answer's text once it is whole. Anything but success is an Error. */
  async call(method: string, path: string, body?: object, headers: object = {}): Promise<string> {
    const answer = await this.#send(method, path, body, headers);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if ((answer.statusCode ?? 0) < 300) return text;
    throw new Error(`${method} ${path} was answered ${answer.statusCode}: ${text}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, body: object | undefined, headers: object): Promise<IncomingMessage> {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const about = bytes && { 'content-type': 'application/json', 'content-length': bytes.length };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, {
        agent: this.#agent,
        method,
        headers: { ...headers, ...about },
      });
      sent.on('response', resolve);
      sent.on('error', reject);
      sent.end(bytes);
    });
  }
}
