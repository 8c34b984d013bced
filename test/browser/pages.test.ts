import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoApp, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { type Reached, reachOut } from '../support/demo-reach.ts';
import { APP_PAGES, NO_IDS } from './app-pages.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { seriousProblems } from './serious-problems.ts';
import { widerThanScreen } from './wider-than-screen.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

describe.each([
  { world: 'the demo world', open: demoApp, width: 1440, colorScheme: 'light' as const },
  { world: 'the demo world on a phone at night', open: demoApp, width: 390, colorScheme: 'dark' as const },
  { world: 'an empty project', open: emptyApp, width: 1440, colorScheme: 'dark' as const },
])('every page on $world', ({ open, width, colorScheme }) => {
  let app: ServedApp;
  let session: SignedIn;
  let ids: Reached | undefined;
  beforeAll(async () => {
    app = await open();
    session = await signIn(browser, app, app.url, {
      width,
      colorScheme,
      // On an empty project there is no such cohort, user or account: the page says so.
      expected: (status, path) =>
        open === emptyApp && (status === 404 || status === 422) && path.startsWith('/api/'),
    });
    if (open === demoApp) ids = await reachOut(app);
  });
  afterAll(async () => {
    await session.context.close();
    ids?.close();
    await app.dispose();
  });

  it.each(APP_PAGES)('$name', async ({ path, heading }) => {
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default${path(ids ?? NO_IDS)}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    if (open === demoApp) await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await widerThanScreen(page)).toEqual([]);
    expect(await seriousProblems(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
