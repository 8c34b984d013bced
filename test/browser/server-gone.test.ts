import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { pageSearch } from './page-search.ts';

const event = (name: string) => ({ names: [name], filters: [] });
const GONE = /The server cannot be reached/;

let browser: Browser;
let app: ServedApp;
beforeAll(async () => {
  browser = await openChromium();
  app = await demoApp(200, 40);
});
afterAll(async () => {
  await browser.close();
  await app.dispose();
});

describe('a server that goes away and comes back', () => {
  let session: SignedIn;
  /** How often the document was loaded: a page that recovers is not loaded anew. */
  let loads = 0;
  beforeAll(async () => {
    session = await signIn(browser, app, app.url);
    session.page.on('load', () => {
      loads += 1;
    });
  });
  afterAll(() => session.context.close());

  // A test that fails leaves the server there for the next.
  afterEach(() => comeBack());

  const goAway = () => session.context.route('**/*', (route) => route.abort('connectionrefused'));
  const comeBack = () => session.context.unroute('**/*');
  const banner = () => session.page.getByRole('status').filter({ hasText: GONE });

  async function openPage(path: string): Promise<void> {
    await session.page.goto(`${app.url}/default${path}`);
    await session.page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(session.page);
    loads = 0;
  }

  it('a page keeps what it shows, says that the server is gone, and asks again by itself', async () => {
    const { page } = session;
    await openPage(`/journeys${pageSearch({ anchor: event('limit_hit') })}`);
    const answer = page.getByText(/× limit_hit by \d+ users/);
    const before = await answer.textContent();
    await goAway();
    await page.getByRole('button', { name: 'More steps' }).click();
    await banner().waitFor();
    // The old picture stands, and beside it what happened and a way to try again.
    expect(await answer.textContent()).toBe(before);
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await comeBack();
    await banner().waitFor({ state: 'detached' });
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await settled(page);
    expect(await answer.textContent()).toBe(before);
    expect(loads).toBe(0);
  });

  it('a page that was opened meanwhile comes when the server is back, without a reload', async () => {
    const { page } = session;
    await openPage('/cohorts');
    await goAway();
    await page.getByRole('link', { name: 'Retention' }).first().click();
    await banner().waitFor();
    await comeBack();
    await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
    await banner().waitFor({ state: 'detached' });
    expect(loads).toBe(0);
  });

  it('what is saved while the server is gone says so, is not lost, and can be saved again', async () => {
    const { page } = session;
    await openPage(`/journeys${pageSearch({ anchor: event('limit_hit') })}`);
    await page.getByRole('row', { name: /Came back to it/ }).click();
    const panel = page.getByRole('dialog');
    const name = panel.getByLabel('Name of the cohort');
    await name.fill('came back, kept');
    await goAway();
    await panel.getByRole('button', { name: 'Save as cohort' }).click();
    await panel.getByText(GONE).waitFor();
    expect(await name.inputValue()).toBe('came back, kept');
    await comeBack();
    await panel.getByRole('button', { name: 'Save as cohort' }).click();
    await panel.getByText(/Saved as/).waitFor();
    expect(loads).toBe(0);
  });

  it('a server that restarts takes the open page up again', async () => {
    const { page } = session;
    await openPage('/data?tab=tail');
    await goAway();
    await page.getByRole('link', { name: 'Users' }).first().click();
    await comeBack();
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
    expect(loads).toBe(0);
  });
});
