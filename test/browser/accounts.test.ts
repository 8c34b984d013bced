import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, emptyApp, type ServedApp } from '../support/demo-app.ts';
import { type OpenPage, openChromium, openPage, SOON } from './chromium.ts';
import { pick } from './gestures.ts';

/** A name of the server that is none of its own machine's: no link lets in there, accounts do. */
const NAME = 'cusp.example.test';
const PASSWORD = 'correct horse battery staple';

describe('a server that is reached from elsewhere', () => {
  let browser: Browser;
  let app: ServedApp;
  let elsewhere: string;
  let ann: OpenPage;
  let bob: OpenPage;
  let bobsLink: string;
  beforeAll(async () => {
    browser = await openChromium(NAME);
    app = await emptyApp();
    elsewhere = app.url.replace('127.0.0.1', NAME);
    ann = await openPage(browser, { expected: (status) => status === 401 });
    bob = await openPage(browser, { expected: (status) => status === 401 || status === 403 });
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  it('says the way in while nobody has an account, and opens nothing', async () => {
    const { page, troubles } = ann;
    await page.goto(`${elsewhere}/default/cohorts`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.getByText('npx cusp team invite you@example.com').waitFor();
    expect(await page.getByRole('textbox', { name: 'Password' }).count()).toBe(0);
    expect(await page.getByText('npx cusp open').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('lets the first owner in by an invitation, who invites a viewer', async () => {
    const { page, troubles } = ann;
    const made = await app.app.server.inject({
      method: 'POST',
      url: '/api/v1/invitations',
      headers: { authorization: `Bearer ${app.app.operatorToken}` },
      payload: { role: 'owner', email: 'ann@example.com' },
    });
    await page.goto(`${elsewhere}${made.json<{ path: string }>().path}`);
    await page.getByText('You are invited to default as owner, by The command line.').waitFor();
    // What the link holds does not stay in the address.
    expect(new URL(page.url()).hash).toBe('');
    await page.getByLabel('Your name').fill('Ann');
    expect(await page.getByLabel('Email').inputValue()).toBe('ann@example.com');
    await page.getByRole('textbox', { name: 'A password' }).fill('short');
    await page.getByRole('button', { name: 'Join' }).click();
    await page
      .getByText(/at least \d+ characters/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'A password' }).fill(PASSWORD);
    troubles.length = 0;
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`${elsewhere}/default`);
    await page.goto(`${elsewhere}/default/settings?tab=members`);
    await page.getByText('You are signed in as Ann (ann@example.com), owner of this project.').waitFor();
    await page.getByRole('textbox', { name: 'Email' }).fill('bob@example.com');
    await pick(page, 'Role', 'viewer: looks and asks');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = page.locator('code', { hasText: '/join#' });
    bobsLink = (await link.textContent()) ?? '';
    expect(bobsLink.startsWith(`${elsewhere}/join#`)).toBe(true);
    await page.getByRole('table', { name: 'Invitations' }).getByText('bob@example.com').waitFor();
    expect(troubles).toEqual([]);
  });

  it('lets a viewer in by her link', async () => {
    const { page } = bob;
    await page.goto(bobsLink);
    await page.getByText('You are invited to default as viewer, by Ann.').waitFor();
    await page.getByLabel('Your name').fill('Bob');
    await page.getByRole('textbox', { name: 'A password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`${elsewhere}/default`);
    await page.getByText('You are a viewer here: you may look and ask, not change.').waitFor();
  });

  it('shows a viewer what is refused, and keeps what they wrote', async () => {
    const { page } = bob;
    await page.goto(`${elsewhere}/default/cohorts/new?view=text`);
    const text = page.getByRole('textbox', { name: 'Definition as text' });
    await text.fill('users who did limit_hit in the last 7 days');
    await page.getByRole('textbox', { name: 'Name' }).fill('of a viewer');
    const save = page.getByRole('button', { name: 'Save cohort' });
    await save.click({ force: true });
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('tooltip').filter({ hasText: 'This takes the role editor' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('of a viewer');
    const { cohorts } = await call<{ cohorts: readonly { name: string }[] }>(app, 'GET', '/api/v1/cohorts');
    expect(cohorts.map(({ name }) => name)).not.toContain('of a viewer');
  });

  it('takes a role that an owner gives at once', async () => {
    await ann.page.reload();
    await ann.page.getByRole('table', { name: 'Members' }).getByText('bob@example.com').waitFor();
    await pick(ann.page, 'Role of Bob', 'editor');
    await expect
      .poll(() => ann.page.locator('input[aria-label="Role of Bob"]').inputValue(), SOON)
      .toBe('editor');
    const save = bob.page.getByRole('button', { name: 'Save cohort' });
    await expect.poll(() => save.getAttribute('aria-disabled'), SOON).toBe(null);
    await save.click();
    await bob.page.getByRole('heading', { level: 1, name: 'of a viewer' }).waitFor();
  });

  it('lists the browsers that somebody is signed in in, and ends one', async () => {
    const phone = await openPage(browser, { width: 390, expected: (status) => status === 401 });
    await signInAs(phone.page, elsewhere, 'ann@example.com', 'not her password');
    await phone.page.getByRole('alert').waitFor();
    await phone.page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await phone.page.getByRole('button', { name: 'Sign in' }).click();
    await phone.page.waitForURL(`${elsewhere}/default`);

    const { page, troubles } = ann;
    troubles.length = 0;
    await page.goto(`${elsewhere}/default/settings?tab=browsers`);
    const sessions = page.getByRole('table', { name: 'Sessions' });
    await expect.poll(() => sessions.locator('tbody tr').count(), SOON).toBe(2);
    await sessions.getByText('(this one)').waitFor();
    await sessions.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => sessions.locator('tbody tr').count(), SOON).toBe(1);
    expect(troubles).toEqual([]);
    await phone.page.goto(`${elsewhere}/default/cohorts`);
    await phone.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await phone.context.close();
  });

  it('signs out, and asks for the password again', async () => {
    const { page } = ann;
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.goto(`${elsewhere}/default`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await signInAs(page, elsewhere, 'ann@example.com', PASSWORD);
    await page.waitForURL(`${elsewhere}/default`);
  });
});

async function signInAs(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
