import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../packages/engine/src/util/assert.ts';
import { demoApp, type ServedApp } from '../support/demo-app.ts';
import { type Reached, reachOut } from '../support/demo-reach.ts';
import { APP_PAGES } from './app-pages.ts';
import { type OpenPage, openChromium, openPage, SOON, settled } from './chromium.ts';

/** A name of the server that is none of its own machine's, where people have accounts. */
const NAME = 'cusp.example.test';

/** What stays in sight on a page and is refused, by the role that it takes. */
const REFUSED: Readonly<Record<string, readonly [role: string, controls: readonly string[]]>> = {
  cohorts: ['editor', ['New cohort', 'Archive active on free']],
  'new-cohort': ['editor', ['Save cohort']],
  segments: ['editor', ['Save']],
  act: ['editor', ['Add a destination', 'New sync', 'Tell now']],
  'new-destination': ['editor', ['Test and add']],
  destination: ['editor', ['Test credentials', 'Remove', 'New sync', 'Test and save']],
  'new-sync': ['editor', ['Create and preview']],
  sync: ['editor', ['Pause', 'Compare now', 'End sync', 'Look now']],
  'data-keys': ['owner', ['Make a write key', 'Make a secret key', 'Revoke']],
  reports: ['editor', ['Remove Around the wall']],
  settings: ['owner', ['Save']],
  'settings-alerts': ['editor', ['Add']],
};

/** Pages on which people change things: every button of theirs is pressed. */
const PRESSED = [
  ...['cohorts', 'cohort', 'cohort-history', 'segments', 'act', 'destination', 'new-sync', 'sync'],
  ...['measure', 'reports', 'data-import', 'data-keys', 'settings-members', 'settings-alerts'],
];

/** What a viewer may send: questions. */
const ASKS =
  /\/api\/v1\/(query|cohorts\/preview|cohorts\/from-funnel|cohorts\/[^/]+\/diff|imports\/preview)$/;

describe('a viewer', () => {
  let browser: Browser;
  let app: ServedApp;
  let ids: Reached;
  let bob: OpenPage;
  let elsewhere: string;
  let bobsId: string;
  /** What Bob's page sent beside questions. */
  const sent: string[] = [];
  beforeAll(async () => {
    browser = await openChromium(NAME);
    app = await demoApp();
    ids = await reachOut(app);
    elsewhere = app.url.replace('127.0.0.1', NAME);
    bob = await openPage(browser);
    await join(bob.page, 'bob@example.com', 'viewer');
    bob.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() !== 'GET' && pathname.startsWith('/api/') && !ASKS.test(pathname))
        sent.push(`${request.method()} ${pathname}`);
    });
    const { members } = (await operator('GET', '/api/v1/members')).json<{
      members: readonly { id: string }[];
    }>();
    bobsId = members[0]?.id ?? '';
  });
  afterAll(async () => {
    ids?.close();
    await browser.close();
    await app.dispose();
  });

  const operator = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
    app.app.server.inject({
      method,
      url,
      ...(payload && { payload }),
      headers: { authorization: `Bearer ${app.app.operatorToken}` },
    });

  async function join(page: Page, email: string, role: string): Promise<void> {
    const made = await operator('POST', '/api/v1/invitations', { role, email });
    await page.goto(`${elsewhere}${made.json<{ path: string }>().path}`);
    await page.getByLabel('Your name').fill(email.split('@')[0] ?? '');
    await page.getByRole('textbox', { name: 'A password' }).fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`${elsewhere}/default`);
  }

  async function open(name: string): Promise<void> {
    const { path, heading } = must(
      APP_PAGES.find((each) => each.name === name),
      `page ${name}`,
    );
    await bob.page.goto(`${elsewhere}/default${path(ids)}`);
    await bob.page.getByRole('heading', { level: 1, name: heading }).first().waitFor();
    await settled(bob.page);
  }

  const control = (page: Page, name: string) =>
    page
      .locator('#main')
      .getByRole('button', { name, exact: true })
      .or(page.locator('#main').getByRole('link', { name, exact: true }))
      .first();

  /** Every control is refused by the keyboard as by a pointer, and says why. */
  async function expectRefused(page: Page, role: string, controls: readonly string[]): Promise<void> {
    const address = page.url();
    for (const each of controls) {
      const found = control(page, each);
      expect(await found.getAttribute('aria-disabled'), each).toBe('true');
      await found.focus();
      const why = page
        .getByRole('tooltip')
        .filter({ hasText: `This takes the role ${role}, and you are a viewer here.` });
      await why.first().waitFor();
      await page.keyboard.press('Enter');
      await found.blur();
      await why.first().waitFor({ state: 'hidden' });
    }
    expect(page.url()).toBe(address);
    expect(await page.getByRole('dialog').count()).toBe(0);
  }

  /** What was pressed on any page so far is not pressed again. */
  const pressed = new Set(['Sign out']);

  async function pressAll(page: Page, name: string): Promise<void> {
    const address = page.url();
    for (;;) {
      const next = await nextButton(page, pressed);
      if (next === undefined) return;
      pressed.add(next);
      const button = page.locator('#main').getByRole('button', { name: next, exact: true }).first();
      await button.click({ timeout: 2_000 }).catch(() => undefined);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      if (page.url() !== address) await open(name);
    }
  }

  it.each(APP_PAGES)(
    'looks at the page $name, sees what is refused and why, and can press all else',
    async ({ name }) => {
      const { page, troubles } = bob;
      troubles.length = 0;
      sent.length = 0;
      await open(name);
      await page.getByText('You are a viewer here: you may look and ask, not change.').waitFor();
      const refused = REFUSED[name];
      if (refused) await expectRefused(page, ...refused);
      if (PRESSED.includes(name)) await pressAll(page, name);
      expect(sent).toEqual([]);
      expect(troubles).toEqual([]);
    },
  );

  it('was tried with every page named above, and pressed something', () => {
    const names = APP_PAGES.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(REFUSED), ...PRESSED]));
    expect(pressed.size).toBeGreaterThan(8);
  });

  it('is not shown what only owners look at', async () => {
    await open('settings-members');
    await bob.page.getByText('Owners invite people, change their roles and take them out.').waitFor();
    expect(await bob.page.getByRole('button', { name: 'Make a link' }).count()).toBe(0);
    expect(await bob.page.getByRole('combobox', { name: 'Role of bob' }).count()).toBe(0);
  });

  it('may change things as soon as an owner says so, and is told when that ends while they write', async () => {
    const { page } = bob;
    await open('new-destination');
    const add = control(page, 'Test and add');
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await operator('PATCH', `/api/v1/members/${bobsId}`, { role: 'editor' });
    await expect.poll(() => add.getAttribute('aria-disabled'), SOON).toBe(null);
    await operator('PATCH', `/api/v1/members/${bobsId}`, { role: 'viewer' });
    await expect.poll(() => add.getAttribute('aria-disabled'), SOON).toBe('true');
  });
});

/** The name of a button in sight that may be pressed and was not yet. */
function nextButton(page: Page, pressed: ReadonlySet<string>): Promise<string | undefined> {
  return page.evaluate(
    (done) =>
      [...document.querySelectorAll<HTMLButtonElement>('#main button:not(th button)')]
        .filter((each) => each.role === null || each.role === 'button')
        .filter((each) => !each.disabled && each.ariaDisabled !== 'true' && each.checkVisibility())
        .map((each) => (each.ariaLabel ?? each.textContent).trim())
        // What holds a number is another button every second, or one of many that are alike.
        .find((name) => name !== '' && !/\d/.test(name) && !done.includes(name)),
    [...pressed],
  );
}
