import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, demoApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, SOON, settled, signIn } from './chromium.ts';
import { focusedName, focusOn, tabTo } from './keyboard.ts';

interface Whole {
  readonly id: string;
  readonly text: string;
  readonly definition: unknown;
}

const SEARCH = 'Search kinds of conditions, events and properties';
const SPACES = /\s+/g;
const WRITTEN =
  'users who did paywall_modal_viewed at least 3 times in the last 14 days and (have plan = "free" or did not do theme_changed in the last 30 days or have role = "admin")';

describe('the builder, by keyboard alone', () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  beforeAll(async () => {
    browser = await openChromium();
    app = await demoApp();
    session = await signIn(browser, app, app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  it('writes nested conditions, moves one, goes back and forward, saves, and follows the text', async () => {
    const { page, troubles } = session;
    const { keyboard } = page;
    await page.goto(`${app.url}/default/cohorts/new`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);

    await tabTo(page, 'Add a condition');
    await add(page, 'paywall_modal', 'paywall_modal_viewed');
    await tabTo(page, /^Times: 1$/);
    await keyboard.type('3');
    await keyboard.press('Enter');
    await tabTo(page, 'When, how many: 30');
    await keyboard.type('14');
    await keyboard.press('Enter');
    await focusOn(page, 'When, how many: 14');

    await tabTo(page, 'And …');
    await add(page, 'plan', 'plan');
    await chooseValue(page, 'free');

    // A group of its own around it, with an alternative that is negated.
    await tabTo(page, /^What to do with: .*plan/);
    await menuItem(page, 'Put into a group of its own');
    await tabTo(page, 'Or');
    await add(page, 'theme_ch', 'theme_changed');
    await focusOn(page, 'Event: theme_changed');
    await tabTo(page, 'Not: did', 'back');
    await keyboard.press('Space');
    await focusOn(page, 'Not: did not do');

    // Another condition after the group moves up into it: back, and forward again.
    await tabTo(page, 'And …');
    await add(page, 'role', 'role');
    await chooseValue(page, 'admin');
    const wall = '- did paywall_modal_viewed at least 3 times in the last 14 days';
    const either = '- fit at least one of these: - their plan is "free"';
    const theme = '- did not do theme_changed in the last 30 days';
    const role = '- their role is "admin"';
    await plainly(page, `Users who fit all of these: ${wall} ${either} ${theme} ${role}`);
    await expect.poll(() => indentOf(page, role), SOON).toBe(2);
    await keyboard.press('Alt+ArrowUp');
    await focusOn(page, /^Move: .*role/);
    await expect.poll(() => indentOf(page, role), SOON).toBe(4);
    await keyboard.press('Control+z');
    await expect.poll(() => indentOf(page, role), SOON).toBe(2);
    await keyboard.press('Control+Shift+z');
    await expect.poll(() => indentOf(page, role), SOON).toBe(4);

    // The count that is shown is the one that the API gives.
    await expect
      .poll(() => page.locator('[aria-busy="false"] [data-testid="preview-size"]').count(), SOON)
      .toBe(1);
    const shown = Number(await page.getByTestId('preview-size').textContent());
    await tabTo(page, 'Name');
    await keyboard.type('by keyboard');
    await tabTo(page, 'Save cohort');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'by keyboard' }).waitFor();
    const saved = await whole();
    expect(saved.text.replaceAll(SPACES, ' ')).toBe(WRITTEN);
    expect(shown).toBeGreaterThan(5);
    expect(await sizeOf(saved.definition)).toBe(shown);

    // As text: what is written there, the builder shows.
    await tabTo(page, 'Overview');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await focusOn(page, 'Definition');
    await tabTo(page, 'Builder');
    await keyboard.press('ArrowRight');
    await focusOn(page, 'Text');
    await tabTo(page, 'Definition as text');
    await keyboard.press('Control+a');
    await keyboard.type('users who did paywall_modal_viewed at least 3 timez in the last 14 days');
    const mark = page.locator('.cm-lintRange-error');
    await expect.poll(() => mark.allTextContents(), SOON).toEqual(['timez']);
    await page.getByText(/The text cannot be read yet: .*times/).waitFor();
    await keyboard.press('Control+a');
    await keyboard.type(
      'users who did paywall_modal_viewed at least 4 times in the last 7 days and have plan = "free"',
    );
    await expect.poll(() => mark.count(), SOON).toBe(0);
    await keyboard.press('Escape');
    await tabTo(page, 'Text', 'back');
    await keyboard.press('ArrowLeft');
    await focusOn(page, 'Builder');
    await tabTo(page, 'Times: 4');
    await tabTo(page, 'When, how many: 7');
    await tabTo(page, 'Values: "free"');
    await tabTo(page, 'Save as the next version');
    await keyboard.press('Enter');
    await page.getByText(/^Saved\./).waitFor();
    await expect
      .poll(async () => (await whole()).text.replaceAll(SPACES, ' '), SOON)
      .toBe('users who did paywall_modal_viewed at least 4 times in the last 7 days and have plan = "free"');
    expect(troubles).toEqual([]);
  });

  const whole = (): Promise<Whole> => call<Whole>(app, 'GET', '/api/v1/cohorts/by%20keyboard');

  async function sizeOf(definition: unknown): Promise<number> {
    return (await call<{ size: number }>(app, 'POST', '/api/v1/cohorts/preview', { definition })).size;
  }
});

/** With the focus on a button that adds conditions: adds one about a name, found by typing a part of it and going down to it. */
async function add(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('Enter');
  await focusOn(page, SEARCH);
  await page.keyboard.type(typed);
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .waitFor();
  const selected = page.locator('[role=option][data-combobox-selected] bdi');
  for (let step = 0; step < 20 && (await selected.textContent()) !== name; step++)
    await page.keyboard.press('ArrowDown');
  expect(await selected.textContent()).toBe(name);
  await page.keyboard.press('Enter');
}

/** Whatever value editor has the focus: types a value and ends editing. */
async function chooseValue(page: Page, value: string): Promise<void> {
  await focusOn(page, /^Values?$/);
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

async function menuItem(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name }).waitFor();
  for (let i = 0; i < 12; i++) {
    if ((await focusedName(page)) === name) break;
    await page.keyboard.press('ArrowDown');
  }
  await focusOn(page, name);
  await page.keyboard.press('Enter');
}

/** What the page says in plain words that the definition is. */
async function plainWords(page: Page): Promise<string> {
  return (await page.getByText('In plain words').locator('xpath=following-sibling::p').textContent()) ?? '';
}

/** Waits until the definition reads so, whatever the lines it stands on. */
async function plainly(page: Page, words: string): Promise<void> {
  await expect.poll(async () => (await plainWords(page)).replaceAll(SPACES, ' ').trim(), SOON).toBe(words);
}

/** How deep a line of the plain words stands. */
async function indentOf(page: Page, line: string): Promise<number> {
  const found = (await plainWords(page)).split('\n').find((each) => each.trim() === line);
  return (found ?? '').search(/\S/);
}
