import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, SOON, signIn } from './chromium.ts';

describe('the frame around the pages', () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  beforeAll(async () => {
    browser = await openChromium();
    app = await emptyApp();
    session = await signIn(browser, app, app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  it('says in the rail how each step of the playbook stands', async () => {
    const { page } = session;
    const cohorts = page.getByRole('link', { name: 'Cohorts', exact: true });
    await page.waitForFunction(() => document.querySelector('nav a[aria-description]') !== null);
    expect(await cohorts.getAttribute('aria-description')).toBe('open');
    expect(
      await page.getByRole('link', { name: 'Data', exact: true }).getAttribute('aria-description'),
    ).toBeNull();
  });

  it('shows all keys by ?, and follows them', async () => {
    const { page } = session;
    await page.locator('h1').first().click();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText('Saved reports').waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
  });

  it('tells of a server that cannot be reached, and finds it by itself when it is back', async () => {
    const { page, troubles } = session;
    await page.route('**/api/v1/reports*', (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: 'Saved reports', exact: true }).click();
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await page.unroute('**/api/v1/reports*');
    await page.getByText('A page as you left it, for everybody').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(troubles.filter((each) => each.startsWith('exception'))).toEqual([]);
  });

  it('has the code of the other pages come early, but not for who asked their browser to save data', async () => {
    await session.page.goto(`${app.url}/default`);
    await session.page.getByRole('heading', { level: 1 }).first().waitFor();
    const early = await signIn(browser, app, app.url, { earlyPages: true });
    await expect.poll(() => codeOf(early.page), SOON).toEqual(['cohorts', 'echart', 'retention', 'users']);
    expect(early.troubles).toEqual([]);
    // This page has been open for longer.
    expect(await codeOf(session.page)).toEqual([]);
    await early.context.close();
  });

  it('tells of what is not there without offering to try again', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/cohorts/nothing`);
    await page.getByText('There is no such cohort').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'See all cohorts' }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

/** Which of some pages' code, and that of the charts, has come. */
async function codeOf(page: Page): Promise<string[]> {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const found = names.map((name) => /\/assets\/(cohorts|retention|users|echart)-[\w-]+\.js$/.exec(name)?.[1]);
  return [...new Set(found.filter((each) => each !== undefined))].toSorted();
}
