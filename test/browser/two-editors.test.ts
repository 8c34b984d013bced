import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, demoApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, SOON, settled, signIn } from './chromium.ts';

interface Whole {
  readonly id: string;
  readonly version: number;
  readonly pendingVersion: number | null;
  readonly text: string;
  readonly pendingText: string | null;
  readonly description: string;
}

const SPACES = /\s+/g;
const BEGAN = 'users who did paywall_modal_viewed at least 3 times in the last 14 days';
const THEIRS = BEGAN.replace('3 times', '4 times');
const MINE = 'users who did paywall_modal_viewed at least 5 times in the last 14 days';

/** Ann and Bob change the same cohort. */
describe('two people edit one cohort', () => {
  let browser: Browser;
  let app: ServedApp;
  let ann: SignedIn;
  let bob: SignedIn;
  let id: string;
  let made = 0;
  beforeAll(async () => {
    browser = await openChromium();
    app = await demoApp();
    // Who comes second is told by the server that the version is not the newest any more.
    const expected = (status: number, path: string): boolean =>
      status === 409 && path.startsWith('/api/v1/cohorts/');
    ann = await signIn(browser, app, app.url, { expected });
    bob = await signIn(browser, app, app.url, { expected });
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });
  beforeEach(async () => {
    made += 1;
    ({ id } = await call<Whole>(app, 'POST', '/api/v1/cohorts', { name: `shared ${made}`, text: BEGAN }));
    ann.troubles.length = 0;
    bob.troubles.length = 0;
  });

  const whole = (): Promise<Whole> => call<Whole>(app, 'GET', `/api/v1/cohorts/${id}`);
  const newest = async (): Promise<string> => {
    const { pendingText, text } = await whole();
    return (pendingText ?? text).replaceAll(SPACES, ' ');
  };

  async function openEditor({ page }: SignedIn): Promise<void> {
    await page.goto(`${app.url}/default/cohorts/${id}?tab=definition`);
    await page.getByRole('button', { name: /^Times: / }).waitFor();
    await settled(page);
  }

  it('shows the second to save what changed meanwhile, and lets them put theirs in its place', async () => {
    await openEditor(ann);
    await openEditor(bob);
    await setTimes(bob.page, 5);
    await bob.page.getByRole('textbox', { name: 'What it is for' }).fill('what Bob calls it for');
    await setTimes(ann.page, 4);
    await ann.page.getByRole('button', { name: 'Save as the next version' }).click();
    await ann.page.getByText(/^Saved\./).waitFor();
    expect(await newest()).toBe(THEIRS);

    await bob.page.getByRole('button', { name: 'Save as the next version' }).click();
    const dialog = bob.page.getByRole('dialog', { name: /Somebody else changed this cohort/ });
    await dialog.waitFor();
    await dialog.getByText('You began with version 1; version 2 was saved since.').waitFor();
    // Theirs, and his own, each against what he began with.
    await dialog
      .getByText(/at least 4 times/)
      .first()
      .waitFor();
    await dialog.getByText('what it is for: what Bob calls it for').first().waitFor();
    await dialog
      .getByText(/at least 5 times/)
      .first()
      .waitFor();
    expect(await newest()).toBe(THEIRS);

    await dialog.getByRole('button', { name: 'Save mine as version 3' }).click();
    await bob.page.getByText(/^Saved\./).waitFor();
    await expect.poll(newest, SOON).toBe(MINE);
    expect((await whole()).description).toBe('what Bob calls it for');
    // What Ann saved is in the history all the same.
    const { versions } = await call<{ versions: readonly { text: string }[] }>(
      app,
      'GET',
      `/api/v1/cohorts/${id}/versions`,
    );
    expect(versions.map(({ text }) => text.replaceAll(SPACES, ' ')).toSorted()).toEqual(
      [BEGAN, THEIRS, MINE].toSorted(),
    );
    expect([...ann.troubles, ...bob.troubles]).toEqual([]);
  });

  it('lets them go on with their own edit, or drop it for the other', async () => {
    await openEditor(bob);
    await setTimes(bob.page, 5);
    await saveOtherwise(id, app, THEIRS);
    await bob.page.getByRole('button', { name: 'Save as the next version' }).click();
    const dialog = bob.page.getByRole('dialog', { name: /Somebody else changed this cohort/ });
    await dialog.getByRole('button', { name: 'Go on editing mine' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await bob.page.getByRole('button', { name: 'Times: 5' }).waitFor();
    expect(await newest()).toBe(THEIRS);

    // Meanwhile a third version: asked again, and now theirs is taken.
    await saveOtherwise(id, app, `${THEIRS} and have role = "admin"`);
    await bob.page.getByRole('button', { name: 'Save as the next version' }).click();
    await dialog.getByRole('button', { name: 'Drop mine, take theirs' }).click();
    await bob.page.getByRole('button', { name: 'Times: 4' }).waitFor();
    await bob.page.getByRole('button', { name: 'Values: "admin"' }).waitFor();
    await expect.poll(() => bob.page.getByRole('button', { name: /^Save/ }).count(), SOON).toBe(0);
    expect(await newest()).toBe(`${THEIRS} and have role = "admin"`);
    expect(bob.troubles).toEqual([]);
  });

  it('keeps edits that are not saved over a reload, and asks before the page is left', async () => {
    const { page } = bob;
    await openEditor(bob);
    await setTimes(page, 7);
    // The browser itself asks before the page goes away.
    const asked: string[] = [];
    const answer = (dialog: { type(): string; accept(): Promise<void> }): void => {
      asked.push(dialog.type());
      void dialog.accept();
    };
    page.on('dialog', answer);
    await page.reload();
    page.off('dialog', answer);
    expect(asked).toEqual(['beforeunload']);
    await page.getByText('Your changes from before are here again. They are not saved yet.').waitFor();
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();

    const guard = page.getByRole('dialog', { name: 'Your changes are not saved' });
    await page.getByRole('link', { name: 'Retention', exact: true }).click();
    await guard.getByRole('button', { name: 'Stay' }).click();
    await guard.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe(`/default/cohorts/${id}`);
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();

    await page.getByRole('link', { name: 'Retention', exact: true }).click();
    await guard.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
    await page.goBack();
    await page.getByText('Your changes from before are here again.').waitFor();
    await page.getByRole('button', { name: 'Times: 7' }).waitFor();

    await page.getByRole('link', { name: 'Retention', exact: true }).click();
    await guard.getByRole('button', { name: 'Leave and drop them' }).click();
    await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Times: 3' }).waitFor();
    expect(await newest()).toBe(BEGAN);
    expect(bob.troubles).toEqual([]);
  });
});

async function setTimes(page: Page, times: number): Promise<void> {
  await page.getByRole('button', { name: /^Times: / }).click();
  await page.keyboard.type(String(times));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Times: ${times}` }).waitFor();
}

/** Somebody else saves another definition, elsewhere. */
async function saveOtherwise(id: string, app: ServedApp, text: string): Promise<void> {
  await call(app, 'PATCH', `/api/v1/cohorts/${id}`, { text });
}
