import { loadWorld } from '../../packages/engine/src/cli/demo/load-world.ts';
import { COMPARABLE, FALSE_SIGNAL, TRUE_SIGNAL } from '../../packages/engine/src/cli/demo/world/truth.ts';
import { HOUR_MS } from '../../packages/engine/src/model/time.ts';
import { type TemporaryApp, temporaryApp } from './app.ts';

export interface ServedApp extends TemporaryApp {
  /** Where it listens. */
  readonly url: string;
}

export const READY = 'upgrade ready';
export const ACTIVE_FREE = 'active on free';
export const THEME = 'changed the theme';

/** All of Cusp, listening, over a small demo world with its three cohorts live. */
export async function demoApp(users = 600, days = 75): Promise<ServedApp> {
  const served = await emptyApp();
  const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const silent = { out: () => undefined, err: () => undefined, interactive: false };
  await loadWorld(silent, served.url, served.writeKey, { seed: 20260901, users, days, end });
  for (const [name, text] of [
    [READY, TRUE_SIGNAL],
    [THEME, FALSE_SIGNAL],
    [ACTIVE_FREE, COMPARABLE],
  ] as const) {
    await call(served, 'POST', '/api/v1/cohorts', { name, text });
  }
  for (;;) {
    const { cohorts } = await call<{ cohorts: { live: { state: string } }[] }>(
      served,
      'GET',
      '/api/v1/cohorts',
    );
    if (cohorts.every(({ live }) => live.state === 'live')) return served;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** All of Cusp, listening, over a project with nothing in it. Receivers may be on this machine. */
export async function emptyApp(): Promise<ServedApp> {
  const app = await temporaryApp({ live: true, env: { CUSP_ALLOW_PRIVATE_RECEIVERS: '1' } });
  return { ...app, url: await app.listen() };
}

/** Asks the API with the project's secret key. Throws when it is refused. */
export async function call<Answer>(
  { url, secretKey }: Pick<ServedApp, 'url' | 'secretKey'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
