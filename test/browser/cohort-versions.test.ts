import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, SOON, settled, signIn } from './chromium.ts';

interface Whole {
  readonly id: string;
  readonly version: number;
  readonly pendingVersion: number | null;
  readonly text: string;
  readonly live: { readonly state: string; readonly version: number | null; readonly size: number | null };
}

const ONCE = 'users who did wall_hit in the last 30 days';
const TWICE = 'users who did wall_hit at least 2 times in the last 30 days';
const SPACES = /\s+/g;

/** What a cohort's page shows of its versions, of what is being built, of who comes by themselves, and of changes that are not saved. */
describe('a cohort’s page over time', () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  beforeAll(async () => {
    browser = await openChromium();
    app = await emptyApp();
    await hit('ann-1', 'ann-1', 'bob-1');
    session = await signIn(browser, app, app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  /** Each of these hits the wall now. */
  async function hit(...users: readonly string[]): Promise<void> {
    const events = users.map((user_id, i) => ({
      user_id,
      event_type: 'wall_hit',
      time: Date.now() - i,
      insert_id: `${user_id} ${Date.now()} ${i}`,
    }));
    await call(app, 'POST', '/2/httpapi', { api_key: app.writeKey, events });
  }

  const whole = (id: string): Promise<Whole> => call<Whole>(app, 'GET', `/api/v1/cohorts/${id}`);

  async function inForce(id: string, version: number): Promise<Whole> {
    await expect.poll(async () => (await whole(id)).live, SOON).toMatchObject({ state: 'live', version });
    return whole(id);
  }

  async function cohort(name: string, ...texts: readonly string[]): Promise<string> {
    const [first, ...others] = texts;
    const { id } = await call<Whole>(app, 'POST', '/api/v1/cohorts', { name, text: first });
    await inForce(id, 1);
    for (const [i, text] of others.entries()) {
      await call(app, 'PATCH', `/api/v1/cohorts/${id}`, { text });
      await inForce(id, i + 2);
    }
    return id;
  }

  async function open(id: string, tab: string): Promise<Page> {
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default/cohorts/${id}?tab=${tab}`);
    await settled(page);
    return page;
  }

  it('shows who enters as it happens, over its stream and without asking again', async () => {
    const id = await cohort('at the wall', ONCE);
    const page = await open(id, 'overview');
    const list = page.getByRole('list').filter({ hasText: 'ann-1' });
    await list.waitFor();
    await page.getByText('live', { exact: true }).last().waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await hit('cid-1');
    const newest = list.getByRole('listitem').first();
    await expect.poll(() => newest.textContent(), SOON).toMatch(/^\+ enteredcid-1/);
    await page.getByText('3 members').first().waitFor();
    expect(asked.filter((path) => path.endsWith('/transitions'))).toEqual([]);
    expect(session.troubles).toEqual([]);
  });

  it('goes back to an earlier version, after it has shown what that does', async () => {
    const id = await cohort('narrowed', ONCE, TWICE);
    expect((await whole(id)).live.size).toBe(1);
    const page = await open(id, 'history');
    await page.getByRole('button', { name: 'Go back to it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Go back to version 1' });
    await dialog
      .getByText(/at least 2 times/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Go back to version 1' }).click();
    await page.getByText('What version 1 said is the next version.').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    const { text, live } = await inForce(id, 3);
    expect(text.replaceAll(SPACES, ' ')).toBe(ONCE);
    expect(live.size).toBeGreaterThan(1);
    await page.getByRole('tabpanel').getByText('Version 3', { exact: true }).waitFor();
    await expect.poll(() => page.getByText('in force', { exact: true }).count(), SOON).toBe(1);
    // Of its three versions two can be gone back to.
    await expect.poll(() => page.getByRole('button', { name: 'Go back to it' }).count(), SOON).toBe(2);
    expect(session.troubles).toEqual([]);
  });

  it('says how far the next version is, and that the one before is read, until it is done', async () => {
    const id = await cohort('being built', ONCE);
    const { page } = session;
    let isDone = false;
    // A real answer, as it is in the middle of a build: one of so few events is over before anybody could look.
    await page.route(`**/api/v1/cohorts/${id}`, async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const building = { version: 2, share: 0.42 };
      await route.fulfill({
        response,
        json: isDone ? answer : { ...answer, pendingVersion: 2, live: { ...answer.live, building } },
      });
    });
    await page.route('**/transitions?stream=1', () => undefined);
    await open(id, 'overview');
    const bar = page.getByRole('status').filter({ hasText: 'is being built' });
    await expect
      .poll(() => bar.textContent(), SOON)
      .toBe('Version 2 is being built, 42%. Until it is done everybody reads version 1.');
    expect(await bar.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('42');
    isDone = true;
    await bar.waitFor({ state: 'hidden' });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('asks before a page with changes is left, keeps them, or drops them', async () => {
    const id = await cohort('edited', ONCE);
    const page = await open(id, 'definition');
    const times = page.getByRole('button', { name: /^Times: / });
    await times.click();
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();
    const leave = () => page.locator('nav').getByRole('link', { name: 'Segments' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Your changes are not saved' });

    await leave();
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();

    await leave();
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();

    await leave();
    await dialog.getByRole('button', { name: 'Leave and drop them' }).click();
    await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Times: 1' }).waitFor();
    expect(session.troubles).toEqual([]);
  });
});
