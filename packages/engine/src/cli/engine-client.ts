import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { type App, openApp } from '../app.ts';
import { type Config, serverFile } from '../config.ts';
import { PROJECT_HEADER } from '../server/authenticate.ts';
import { must } from '../util/assert.ts';
import { ProblemError, problemError } from '../util/problem-error.ts';
import { problemsOf } from './problems-of.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Cusp as a command sees it: the same HTTP API, over the network or inside this process. */
export interface Engine {
  /** The answer's JSON. Throws a ProblemError with the server's problems when it is not 2xx. */
  request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer>;
  /** The answer as text: for CSV. */
  text(method: Method, path: string, body?: unknown): Promise<string>;
  /**
   * The bytes of an endless answer as they come. Throws a ProblemError with the server's problems when it is not 2xx, and when no
   * server runs.
   */
  stream(
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** The server-sent events that answer a request, as bytes. Throws a ProblemError with the server's problems when it is not 2xx. */
  events(
    method: Method,
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** The stores behind it when they are open in this process. */
  readonly app: App | undefined;
  /** The project that requests are about; undefined for the default or the key's own. */
  readonly project: string | undefined;
  close(): Promise<void>;
}

const runningServer = z.object({ url: z.string(), token: z.string(), pid: z.number() });

const HEALTH_TIMEOUT_MS = 2_000;
const EVENTS = { 'content-type': 'application/json', accept: 'text/event-stream' };

/** Reaches the named server, or the one that runs on the data directory, or opens the directory in this process. */
export async function openEngine(config: Config, project?: string): Promise<Engine> {
  if (config.remote) return overHttp(config.remote.url, config.remote.secretKey, project);
  const running = await findServer(config);
  if (running) return overHttp(running.url, running.token, project);
  return inProcess(await openApp({ ...config, logLevel: 'silent' }), project);
}

/** The same where only a server will do. Throws a ProblemError (409) when none runs. */
export async function openRunning(config: Config, project?: string): Promise<Engine> {
  if (config.remote) return overHttp(config.remote.url, config.remote.secretKey, project);
  const running = await findServer(config);
  if (running) return overHttp(running.url, running.token, project);
  throw noServer();
}

function noServer(): ProblemError {
  return problemError(
    409,
    'no-server',
    'no server runs on this data, so nothing happens that could be watched: start `cusp serve`',
  );
}

/** The server that says in server.json that it runs, if it answers. */
export async function findServer(
  config: Config,
): Promise<{ url: string; token: string; pid: number } | undefined> {
  try {
    const said = runningServer.parse(JSON.parse(await readFile(serverFile(config), 'utf8')));
    const answer = await fetch(`${said.url}/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    return answer.ok ? said : undefined;
  } catch {
    return undefined;
  }
}

function headersOf(token: string, project: string | undefined): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(project === undefined ? {} : { [PROJECT_HEADER]: project }),
  };
}

export function overHttp(url: string, token: string, project: string | undefined): Engine {
  const send = async (method: Method, path: string, body: unknown): Promise<string> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...headersOf(token, project),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return checked(answer.status, await answer.text());
  };
  const stream: Engine['stream'] = async (path, headers, signal) => {
    const answer = await fetch(url + path, { headers: { ...headersOf(token, project), ...headers }, signal });
    if (!answer.ok) checked(answer.status, await answer.text());
    return must(answer.body, 'body') as AsyncIterable<Uint8Array>;
  };
  const events: Engine['events'] = async (method, path, body, signal) => {
    const answer = await fetch(url + path, {
      method,
      headers: { ...headersOf(token, project), ...EVENTS },
      body: JSON.stringify(body),
      signal,
    });
    if (!answer.ok) checked(answer.status, await answer.text());
    return must(answer.body, 'body') as AsyncIterable<Uint8Array>;
  };
  return { ...asking(send), stream, events, app: undefined, project, close: async () => undefined };
}

export function inProcess(app: App, project: string | undefined): Engine {
  const send = async (method: Method, path: string, body: unknown): Promise<string> => {
    const answer = await app.server.inject({
      method,
      url: path,
      headers: {
        ...headersOf(app.operatorToken, project),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return checked(answer.statusCode, answer.body);
  };
  const stream: Engine['stream'] = () => Promise.reject(noServer());
  const events: Engine['events'] = async (method, path, body, signal) => {
    const answer = await app.server.inject({
      method,
      url: path,
      headers: { ...headersOf(app.operatorToken, project), ...EVENTS },
      payload: JSON.stringify(body),
      payloadAsStream: true,
    });
    // The injected request is over once it is read, and its own signal would no longer reach the route.
    const leave = (): void => void answer.raw.res.destroy();
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    if (answer.statusCode !== 200) checked(answer.statusCode, await text(answer.stream()));
    return answer.stream();
  };
  return { ...asking(send), stream, events, app, project, close: app.close };
}

function asking(
  send: (method: Method, path: string, body: unknown) => Promise<string>,
): Pick<Engine, 'request' | 'text'> {
  return {
    request: async <Answer>(method: Method, path: string, body?: unknown) =>
      JSON.parse(await send(method, path, body)) as Answer,
    text: send,
  };
}

function checked(status: number, body: string): string {
  if (status >= 200 && status < 300) return body;
  throw new ProblemError(status, problemsOf(status, body));
}
