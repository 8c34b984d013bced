import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoApp, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { type Reached, reachOut } from '../support/demo-reach.ts';
import { APP_PAGES, NO_IDS } from './app-pages.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';

const FOLDER = resolve(import.meta.dirname, '../../screenshots');
const chosen = (name: string, all: readonly string[]): readonly string[] =>
  process.env[name]?.split(',').filter((each) => each !== '') ?? all;
/** The empty project first: one process holds one event store at a time, and the others share theirs. */
const STATES = ['empty', 'data', 'loading', 'failing', 'unreachable'];
const states = chosen('SCREENSHOTS_STATES', STATES).toSorted((a, b) => STATES.indexOf(a) - STATES.indexOf(b));
const widths = chosen('SCREENSHOTS_WIDTHS', ['1440', '390']).map(Number);
const schemes = chosen('SCREENSHOTS_SCHEMES', ['light', 'dark']) as readonly ('light' | 'dark')[];
const wanted = chosen('SCREENSHOTS_PAGES', []);
const pages = APP_PAGES.filter(
  ({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)),
);

/** Whoever is not signed in sees these. */
const OUTSIDE = ['sign-in', 'join', 'reset'].filter(
  (name) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)),
);

/** Retries of a server that cannot be reached take some seconds. */
const PATIENCE_MS = 8_000;

/** No picture is taller. */
const MOST_PX = 3_000;

/** What happens to the questions of a page in a state; those about the session are answered, or there were no page. */
const MEANWHILE: Readonly<Record<string, (route: Route) => Promise<void> | void>> = {
  loading: () => undefined,
  failing: (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', status: 500, detail: 'The event store gave no answer.' }),
    }),
  unreachable: (route) => route.abort('connectionrefused'),
};

let browser: Browser;
let demo: { readonly app: ServedApp; readonly ids: Reached } | undefined;
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  demo?.ids.close();
  await demo?.app.dispose();
});

async function openDemo(): Promise<NonNullable<typeof demo>> {
  if (demo !== undefined) return demo;
  const app = await demoApp();
  demo = { app, ids: await reachOut(app) };
  return demo;
}

describe.each(states)('%s', (state) => {
  let app: ServedApp;
  let session: SignedIn;
  let ids: Reached | undefined;
  beforeAll(async () => {
    expect(STATES).toContain(state);
    if (state === 'empty') app = await emptyApp();
    else ({ app, ids } = await openDemo());
    session = await signIn(browser, app, app.url);
    await session.page.waitForURL(/default/);
    const meanwhile = MEANWHILE[state];
    if (meanwhile)
      await session.page.route(/\/api\/v1\/(?!session)/, (route) => Promise.resolve(meanwhile(route)));
  });
  afterAll(async () => {
    await session?.context.close();
    if (state === 'empty') await app?.dispose();
  });

  it.each(pages)('$name', async ({ name, path }) => {
    await take(session.page, `${app.url}/default${path(ids ?? NO_IDS)}`, name, state);
  });

  it.runIf(state === 'data' || state === 'failing').each(OUTSIDE)('%s', async (name) => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    if (state === 'failing')
      await page.route(/\/api\//, (route) => Promise.resolve(MEANWHILE.failing?.(route)));
    const secret = name === 'sign-in' ? '' : `#${await linkFor(app)}`;
    await take(page, `${app.url}/${name}${secret}`, name, state);
    await context.close();
  });
});

/** Opens a page once and takes it at each width and in each scheme: what is wide first, as a person makes a window smaller. */
async function take(page: Page, url: string, name: string, state: string): Promise<void> {
  await page.setViewportSize({ width: widths[0] ?? 1440, height: 900 });
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  if (state !== 'loading') await Promise.race([settledFor(page), page.waitForTimeout(PATIENCE_MS)]);
  if (state === 'unreachable') await page.waitForTimeout(500);
  for (const width of widths) {
    const height = width < 600 ? 844 : 900;
    await page.setViewportSize({ width, height });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // A window as tall as the page, so that what is fixed to its edges stands at the page's.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.min(Math.max(tall, height), MOST_PX) });
      // Charts are drawn anew a frame after their box or their colours change.
      await page.waitForTimeout(120);
      const file = `${name}.${state}.${width}.${colorScheme}.png`;
      await page.screenshot({ path: join(FOLDER, file) });
    }
  }
}

/** Waits until nothing has been loading for a while: what was loaded may ask for more. */
async function settledFor(page: Page): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await settled(page);
    await page.waitForTimeout(80);
  }
}

async function linkFor({ app }: ServedApp): Promise<string> {
  const made = await app.server.inject({
    method: 'POST',
    url: '/api/v1/invitations',
    headers: { authorization: `Bearer ${app.operatorToken}` },
    payload: { role: 'editor', email: 'ann@example.com' },
  });
  return made.json<{ path: string }>().path.split('#')[1] ?? '';
}
