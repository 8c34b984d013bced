import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyApp, type ServedApp } from '../support/demo-app.ts';
import {
  EMOJI,
  fillHostileWorld,
  type HostileIds,
  LONG,
  LONG_NAME,
  MANY_NAMES,
  MARKUP,
  NOBODY,
  PLAIN_USER,
  RIGHT_TO_LEFT,
  SCRIPT,
} from '../support/hostile-world.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { pageSearch } from './page-search.ts';
import { widerThanScreen } from './wider-than-screen.ts';

const event = (...names: string[]) => ({ names, filters: [] });
const at = encodeURIComponent;

/** Each page in a state that shows as many of the names as it can. */
const PAGES: readonly { readonly name: string; readonly path: (ids: HostileIds) => string }[] = [
  { name: 'home', path: () => '' },
  { name: 'cohorts', path: () => '/cohorts' },
  ...['overview', 'members', 'definition', 'history'].map((tab) => ({
    name: `cohort, ${tab}`,
    path: ({ cohort }: HostileIds) => `/cohorts/${cohort}${pageSearch({ tab })}`,
  })),
  { name: 'cohort of nobody', path: () => `/cohorts/${at(NOBODY)}` },
  { name: 'new cohort', path: () => '/cohorts/new' },
  { name: 'validate', path: () => `/validate${pageSearch({ cohort: MARKUP, goal: event(EMOJI) })}` },
  {
    name: 'journeys',
    path: () =>
      `/journeys${pageSearch({
        anchor: event(MARKUP),
        goal: { event: event(EMOJI) },
        workaround: event(LONG),
        expand: [{ event: LONG, property: LONG_NAME }],
        groups: [{ name: SCRIPT, events: [EMOJI] }],
        list: 'stops',
      })}`,
  },
  {
    name: 'segments',
    path: () => `/segments${pageSearch({ cohort: MARKUP, split: { by: 'property', property: SCRIPT } })}`,
  },
  { name: 'act', path: () => '/act' },
  { name: 'destination', path: ({ destination }) => `/act/destinations/${destination}` },
  { name: 'sync', path: ({ sync }) => `/act/syncs/${sync}` },
  { name: 'new sync', path: () => '/act/syncs/new' },
  { name: 'measure', path: () => `/measure${pageSearch({ cohort: MARKUP, goal: event(EMOJI) })}` },
  {
    name: 'funnels',
    path: () =>
      `/funnels${pageSearch({ steps: [event(MARKUP), event(LONG), event(RIGHT_TO_LEFT)], breakdown: { scope: 'event', property: LONG_NAME } })}`,
  },
  {
    name: 'retention',
    path: () =>
      `/retention${pageSearch({ start: { kind: 'event', event: event(MARKUP) }, return: event(LONG) })}`,
  },
  ...['events', 'frequency', 'stickiness', 'lifecycle'].map((view) => ({
    name: `trends, ${view}`,
    path: () =>
      `/trends${pageSearch({
        view,
        series: [{ event: event(LONG) }, { event: event(MARKUP) }],
        breakdown: [{ scope: 'event', property: LONG_NAME }],
        compare: true,
      })}`,
  })),
  { name: 'users', path: () => `/users${pageSearch({ text: MARKUP })}` },
  ...[MARKUP, RIGHT_TO_LEFT, LONG, PLAIN_USER].map((user) => ({
    name: `user ${user.slice(0, 12)}`,
    path: () => `/users/${at(user)}`,
  })),
  { name: 'account', path: () => `/accounts/${at(MARKUP)}` },
  ...['events', 'properties', 'tail', 'refused', 'import', 'keys'].map((tab) => ({
    name: `data, ${tab}`,
    path: () => `/data${pageSearch({ tab })}`,
  })),
  { name: 'reports', path: () => '/reports' },
  { name: 'settings', path: () => '/settings' },
];

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

let browser: Browser;
let app: ServedApp;
let ids: HostileIds;
beforeAll(async () => {
  browser = await openChromium();
  app = await emptyApp();
  ids = await fillHostileWorld(app);
});
afterAll(async () => {
  await browser.close();
  await app.dispose();
});

describe('names that break what is careless', () => {
  let session: SignedIn;
  let dialogs = 0;
  beforeAll(async () => {
    session = await signIn(browser, app, app.url, { width: 390 });
    session.page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
  });
  afterAll(() => session.context.close());

  it.each(PAGES)('$name, on a phone and on a wide screen', async ({ path }) => {
    const { page, troubles } = session;
    troubles.length = 0;
    await page.setViewportSize(PHONE);
    await page.goto(`${app.url}/default${path(ids)}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    for (const size of [PHONE, WIDE]) {
      await page.setViewportSize(size);
      await settled(page);
      expect(await injected(page)).toEqual([]);
      expect(await widerThanScreen(page)).toEqual([]);
    }
    expect(troubles).toEqual([]);
    expect(dialogs).toBe(0);
  });

  it('the page is not empty of them: they stand there as text', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/cohorts`);
    await page.getByText(MARKUP, { exact: true }).first().waitFor();
    await page.getByText(RIGHT_TO_LEFT, { exact: true }).first().waitFor();
  });

  it(`a picker of ${MANY_NAMES} events opens, filters and chooses`, async () => {
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default/journeys`);
    const picker = page.getByLabel('Anchor', { exact: true });
    await picker.click();
    await page.getByRole('option').nth(20).waitFor();
    // Of thousands only some are drawn, and the list says how many are not.
    expect(await page.getByRole('option').count()).toBeLessThan(200);
    await page
      .getByText(/more: type to find them/)
      .filter({ visible: true })
      .waitFor();
    await picker.fill('event 09876');
    await page.getByRole('option', { name: 'named event 09876' }).click();
    await page.getByText(/1 × named event 09876 by 1 user/).waitFor();
    expect(troubles).toEqual([]);
  });

  it('a picker takes a name with markup', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/journeys`);
    const picker = page.getByLabel('Anchor', { exact: true });
    await picker.fill('<img');
    await page.getByRole('option', { name: MARKUP }).first().click();
    await page.getByText(MARKUP).first().waitFor();
    expect(await injected(page)).toEqual([]);
    expect(dialogs).toBe(0);
  });

  it('what is cut has its whole as a title, as soon as it is pointed at', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/validate${pageSearch({ cohort: LONG, goal: event(EMOJI) })}`);
    const field = page.getByLabel('Cohort', { exact: true }).first();
    await field.waitFor();
    expect(await field.getAttribute('title')).toBeNull();
    await field.hover();
    expect(await field.getAttribute('title')).toBe(LONG);
    // What has room needs none.
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await button.hover();
    expect(await button.getAttribute('title')).toBeNull();
  });

  it('the people of a stop open, whatever it is called', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/journeys${pageSearch({ anchor: event(MARKUP), list: 'stops' })}`);
    await page.getByRole('table', { name: 'Stops' }).getByText(LONG).first().click();
    const panel = page.getByRole('dialog');
    await panel.getByText(/^\d+ users$/).waitFor();
    expect(await injected(page)).toEqual([]);
    expect(await widerThanScreen(page, 'body')).toEqual([]);
  });
});

/** Elements that only a name taken for markup can have made. */
function injected(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('img[src="x"], [onerror], script')]
      .filter((element) => element.tagName !== 'SCRIPT' || /alert\(/.test(element.textContent ?? ''))
      .map((element) => element.outerHTML.slice(0, 200)),
  );
}
