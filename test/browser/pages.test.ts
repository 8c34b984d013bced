import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoApp, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { type Reached, type ReachIds, reachOut } from '../support/demo-reach.ts';
import { APP_PAGES, NO_IDS } from './app-pages.ts';
import { openChromium, type PageOptions, type SignedIn, settled, signIn } from './chromium.ts';
import { seriousProblems } from './serious-problems.ts';
import { widerThanScreen } from './wider-than-screen.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

describe('the demo world', () => {
  let app: ServedApp;
  let ids: Reached;
  beforeAll(async () => {
    app = await demoApp();
    ids = await reachOut(app);
  });
  afterAll(async () => {
    ids.close();
    await app.dispose();
  });

  describe('on a wide screen by day', () => {
    everyPage({ width: 1440, colorScheme: 'light' }, () => ({ app, ids, isDemo: true }));
  });
  describe('on a phone at night', () => {
    everyPage({ width: 390, colorScheme: 'dark' }, () => ({ app, ids, isDemo: true }));
  });
});

describe('an empty project', () => {
  let app: ServedApp;
  beforeAll(async () => {
    app = await emptyApp();
  });
  afterAll(() => app.dispose());

  // There is no such cohort, user or account here: the page says so.
  const expected = (status: number, path: string): boolean =>
    (status === 404 || status === 422) && path.startsWith('/api/');
  everyPage({ width: 1440, colorScheme: 'dark', expected }, () => ({ app, ids: NO_IDS, isDemo: false }));
});

/** A test for each page: it opens without trouble, is no wider than the screen, and axe finds nothing serious. */
function everyPage(
  options: PageOptions,
  world: () => { readonly app: ServedApp; readonly ids: ReachIds; readonly isDemo: boolean },
): void {
  let session: SignedIn;
  beforeAll(async () => {
    const { app } = world();
    session = await signIn(browser, app, app.url, options);
  });
  afterAll(() => session.context.close());

  it.each(APP_PAGES)('$name', async ({ path, heading }) => {
    const { app, ids, isDemo } = world();
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default${path(ids)}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    if (isDemo) await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await widerThanScreen(page)).toEqual([]);
    expect(await seriousProblems(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
}
