import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../fakes/listen.ts';
import { FakeWebhook } from '../fakes/webhook.ts';
import { call, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { chooseName, pick } from './gestures.ts';
import { worldFile } from './world-file.ts';

interface Members {
  readonly size: number;
  readonly members: readonly { readonly id: string }[];
}

describe('the playbook, from an empty install', () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  let folder: string;
  const fake = new FakeWebhook();
  let receiver: Awaited<ReturnType<typeof listen>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-browser-'));
    browser = await openChromium();
    app = await emptyApp();
    receiver = await listen(fake, 'hooks.example.com');
    session = await signIn(browser, app, app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('imports a file, builds a cohort by mouse, validates it, looks around the wall, splits it, syncs it and looks a member up', async () => {
    const { page, troubles } = session;
    const world = await worldFile(folder, 300, 70);

    // An empty project says what to do first.
    await page.getByRole('link', { name: 'Import a file' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /Drop a file here/ }).click();
    await (await chooser).setFiles(world.path);
    await page.getByRole('table', { name: 'Events as they would be stored' }).waitFor();
    await pick(page, 'What plan means', 'Property of the user');
    await pick(page, 'What role means', 'Property of the user');
    await pick(page, 'What insert_id means', 'Id of the row');
    await settled(page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: /product-events\.csv is imported/ }).waitFor();
    const { events } = await call<{ events: number }>(app, 'GET', '/api/v1/status');
    expect(events).toBe(world.rows);

    // 1 Define.
    await page.getByRole('link', { name: 'Build a cohort' }).click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('textbox', { name: /Search kinds of conditions/ }).fill('paywall');
    await page.getByRole('option', { name: /paywall_modal_viewed/ }).click();
    await page.getByRole('button', { name: 'Times: 1' }).click();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'When, how many: 30' }).click();
    await page.keyboard.type('14');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'And …' }).click();
    await page.getByRole('textbox', { name: /Search kinds of conditions/ }).fill('plan');
    await page.getByRole('option', { name: /^plan\b/ }).click();
    await page.getByRole('option', { name: /^free/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Name' }).fill('upgrade ready');
    await page.getByRole('button', { name: 'Save cohort' }).click();
    await page.getByRole('heading', { level: 1, name: 'upgrade ready' }).waitFor();
    const cohort = await call<{ text: string; id: string }>(app, 'GET', '/api/v1/cohorts/upgrade%20ready');
    expect(cohort.text.replaceAll(/\s+/g, ' ')).toBe(
      'users who did paywall_modal_viewed at least 3 times in the last 14 days and have plan = "free"',
    );
    const { members, size } = await call<Members>(
      app,
      'GET',
      `/api/v1/cohorts/${cohort.id}/members?limit=1000`,
    );
    expect(size).toBeGreaterThan(3);
    await page.getByText(new RegExp(`^${size} members$`)).waitFor();

    // 2 Validate.
    await page.getByRole('link', { name: 'Validate', exact: true }).click();
    await pick(page, 'Cohort', 'upgrade ready');
    await chooseName(page, 'Goal', 'plan_upgraded');
    await page
      .getByText(/Signal|Noise|Not enough data/i)
      .first()
      .waitFor();
    await settled(page);

    // 3 Understand.
    await page.getByRole('link', { name: 'Journeys', exact: true }).click();
    await chooseName(page, 'Anchor', 'limit_hit');
    await page.getByRole('img', { name: /What happens around the anchor/ }).waitFor();
    await page.getByRole('table', { name: 'What became of the anchors' }).waitFor();

    // 4 Segment, and a segment becomes a cohort.
    await page.getByRole('link', { name: 'Segments', exact: true }).click();
    await pick(page, 'Cohort', 'upgrade ready');
    await chooseName(page, 'Property', 'role');
    const segments = page.getByRole('table', { name: 'Segments' });
    await segments.waitFor();
    await segments
      .getByRole('button', { name: /Save .* as a cohort/ })
      .first()
      .click();
    await page.getByText(/It is kept up to date/).waitFor();
    expect((await call<{ cohorts: unknown[] }>(app, 'GET', '/api/v1/cohorts')).cohorts).toHaveLength(2);

    // 5 Act: a destination, a sync that begins paused, a look at what would go out, and then the members are there.
    await page.getByRole('link', { name: 'Act', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Add a destination' }).click();
    await pick(page, 'Kind', 'Webhook');
    await page.getByRole('textbox', { name: 'URL' }).fill(`${receiver.url}/cusp`);
    await page.getByRole('button', { name: /more settings/ }).click();
    await page.getByLabel('Secret').fill(String(fake.settings.secret));
    await page.getByRole('button', { name: 'Test and add' }).click();
    await page.getByRole('link', { name: 'Start a sync' }).click();
    await pick(page, 'Cohort', 'upgrade ready');
    await page.getByRole('table', { name: 'Members as they would arrive' }).waitFor();
    await page.getByRole('button', { name: 'Create and preview' }).click();
    await page.getByRole('button', { name: 'Start sync' }).waitFor();
    expect(fake.audience()).toEqual([]);
    await page.getByRole('button', { name: 'Start sync' }).click();
    await page.getByText(new RegExp(`^${size} of ${size} members are there`)).waitFor();
    expect(fake.audience()).toEqual(members.map(({ id }) => id).toSorted());

    // Look a member up.
    const someone = members[0]?.id ?? '';
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill(someone);
    await page.getByRole('table', { name: 'users found' }).getByText(someone, { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: someone }).waitFor();
    await page
      .getByText(/paywall_modal_viewed/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'upgrade ready', exact: true }).waitFor();
    await page
      .getByText(/Entered “upgrade ready”/)
      .first()
      .waitFor();

    // Home knows all of it.
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page
      .getByText(/2 cohorts/)
      .first()
      .waitFor();
    expect(troubles).toEqual([]);
  });
});
