import type { Readable } from 'node:stream';
import { type AppOptions, openApp } from '../app.ts';
import { type Config, serverFile } from '../config.ts';
import { PROJECT_HEADER } from '../server/authenticate.ts';
import { problemSchema } from '../server/problem-document.ts';
import { ProblemError, problemError } from '../util/problem-error.ts';
import { readServerFile } from './server-file.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The HTTP API, whether a server runs or not: every command is written once, against this. */
export interface EngineClient {
  /** Who answers, for messages: an address or the data directory. */
  readonly where: string;
  /** The answer's JSON. Throws a ProblemError with what the API says is wrong. */
  request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer>;
  /** The answer's bytes as they come, for long ones such as exports. Throws like request. */
  stream(method: Method, path: string, body?: unknown): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** One exchange, whoever carries it. */
interface Exchange {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array>;
}

type Carry = (
  method: Method,
  path: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<Exchange>;

/** A server that does not answer this within a moment is not running. */
const HEALTH_TIMEOUT_MS = 2_000;

/**
 * Finds the engine: the server that the configuration names; else the one that runs over the data directory; else the data directory
 * itself, opened in this process. `onFirstKeys` hears of the keys when that made the first project.
 */
export async function openEngine(
  config: Config,
  project: string | undefined,
  options: AppOptions,
  onFirstKeys: (write: string, secret: string) => void,
): Promise<EngineClient> {
  const header: Record<string, string> =
    project === undefined ? {} : { [PROJECT_HEADER]: encodeURI(project) };
  if (config.remote) {
    const { url, secretKey } = config.remote;
    return client(
      url,
      { authorization: `Bearer ${secretKey}`, ...header },
      carryByFetch(url),
      async () => undefined,
    );
  }
  const running = await readServerFile(serverFile(config));
  if (running && (await answers(running.url))) {
    const headers = { authorization: `Bearer ${running.token}`, ...header };
    return client(running.url, headers, carryByFetch(running.url), async () => undefined);
  }
  const app = await openApp(config, options);
  if (app.firstKeys) onFirstKeys(app.firstKeys.write.key, app.firstKeys.secret.key);
  const carry: Carry = async (method, path, headers, body) => {
    const answer = await app.server.inject({
      method,
      url: path,
      headers,
      payloadAsStream: true,
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.stream() as Readable };
  };
  const headers = { authorization: `Bearer ${app.operatorToken}`, ...header };
  return client(`the data directory ${config.dataDir}`, headers, carry, app.close);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

function carryByFetch(url: string): Carry {
  return async (method, path, headers, body) => {
    try {
      const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
      return { status: answer.status, body: answer.body ?? emptyBody() };
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw problemError(503, 'no-server', `${url} does not answer (${cause}): is the server running?`);
    }
  };
}

async function* emptyBody(): AsyncIterable<Uint8Array> {}

function client(
  where: string,
  headers: Record<string, string>,
  carry: Carry,
  close: () => Promise<void>,
): EngineClient {
  async function exchange(method: Method, path: string, body: unknown): Promise<Exchange> {
    const withBody = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
    const answer = await carry(method, path, withBody, body === undefined ? undefined : JSON.stringify(body));
    if (answer.status >= 400) throw problemOf(answer.status, await textOf(answer.body));
    return answer;
  }
  return {
    where,
    async request<Answer>(method: Method, path: string, body?: unknown) {
      const text = await textOf((await exchange(method, path, body)).body);
      return (text === '' ? undefined : JSON.parse(text)) as Answer;
    },
    stream: async (method, path, body) => (await exchange(method, path, body)).body,
    close,
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function problemOf(status: number, text: string): ProblemError {
  try {
    return new ProblemError(status, problemSchema.parse(JSON.parse(text)).problems);
  } catch {
    return problemError(status, 'unexpected-answer', `the server answered ${status}: ${text.slice(0, 200)}`);
  }
}
