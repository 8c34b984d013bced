import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { chooseName } from './gestures.ts';
import { pageSearch } from './page-search.ts';

const WALLED = 'at the wall';

let browser: Browser;
let app: ServedApp;
let session: SignedIn;
beforeAll(async () => {
  browser = await openChromium();
  app = await emptyApp();
  session = await signIn(browser, app, app.url);
  const hit = (user: string, properties: object) => ({
    event_type: 'limit_hit',
    user_id: user,
    time: Date.now() - 60_000,
    user_properties: properties,
  });
  await call(app, 'POST', '/2/httpapi', {
    api_key: app.writeKey,
    events: [
      hit('ann-01', { work: 'ann@example.com' }),
      hit('bob-02', { work: 'not an email' }),
      hit('eve-03', {}),
    ],
  });
  await call(app, 'POST', '/api/v1/cohorts', { name: WALLED, text: 'users who did limit_hit' });
  for (const identity of ['email', 'user_id']) {
    await call(app, 'POST', '/api/v1/destinations', {
      kind: 'braze',
      name: `By ${identity}`,
      settings: { host: 'rest.iad-01.braze.com', apiKey: 'not-a-real-key', identity },
      untested: true,
    });
  }
});
afterAll(async () => {
  await browser?.close();
  await app?.dispose();
});

it('says before a sync is made who could not be sent for want of an email', async () => {
  const { page, troubles } = session;
  const open = async (destination: string): Promise<void> => {
    await page.goto(`${app.url}/default/act/syncs/new${pageSearch({ cohort: WALLED, destination })}`);
    await page.getByRole('table', { name: 'Members as they would arrive' }).waitFor();
    await settled(page);
  };
  await open('By email');
  const notice = page.getByRole('alert');
  expect(await notice.textContent()).toContain('None of the 3 members has an email');
  expect(await notice.textContent()).toContain('nobody of them would be sent');

  await chooseName(page, 'Property that holds the email', 'work');
  await page.getByText('2 of the 3 members have no email').waitFor();
  expect(await notice.textContent()).toContain('all others are sent');

  await open('By user_id');
  expect(await notice.count()).toBe(0);
  expect(troubles).toEqual([]);
});
