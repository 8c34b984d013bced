import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, SOON, signIn } from './chromium.ts';

let browser: Browser;
let app: ServedApp;
let session: SignedIn;
beforeAll(async () => {
  browser = await openChromium();
  app = await emptyApp();
  session = await signIn(browser, app, app.url);
});
afterAll(async () => {
  await browser?.close();
  await app?.dispose();
});

async function hitBy(...users: readonly string[]): Promise<void> {
  const events = users.map((user) => ({ event_type: 'limit_hit', user_id: user, time: Date.now() }));
  await call(app, 'POST', '/2/httpapi', { api_key: app.writeKey, events });
}

it('the curve of a cohort goes on to those who enter while it is looked at', async () => {
  await hitBy('ann-01', 'bob-02');
  const { id } = await call<{ id: string }>(app, 'POST', '/api/v1/cohorts', {
    name: 'at the wall',
    text: 'users who did limit_hit',
  });
  const { page, troubles } = session;
  const curve = page.getByRole('img', { name: /^From .* members in/ });
  const told = async (): Promise<string | null> => curve.getAttribute('aria-label', { timeout: 5_000 });
  await page.goto(`${app.url}/default/cohorts/${id}`);
  await expect.poll(told, SOON).toMatch(/ to 2 members/);
  await page.getByText('live', { exact: true }).first().waitFor();
  await hitBy('eve-03');
  await expect.poll(told, SOON).toMatch(/ to 3 members/);
  // What comes right after waits its turn, and is not forgotten.
  await hitBy('kim-04');
  await expect.poll(told, SOON).toMatch(/ to 4 members/);
  expect(troubles).toEqual([]);
});
