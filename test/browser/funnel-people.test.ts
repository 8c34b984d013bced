import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, demoApp, READY, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { pageSearch } from './page-search.ts';

const event = (name: string) => ({ names: [name], filters: [] });

interface Answered {
  readonly answer: {
    readonly asOf: number;
    readonly funnel?: { readonly members: { readonly steps: readonly { readonly count: number }[] } };
    readonly breakdown?: {
      readonly rows: readonly { readonly value: string; readonly counts: readonly number[] }[];
    };
  };
}

/** Who is behind bars that no cohort can say exactly. */
describe('the people of a funnel', () => {
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

  const answered = async (question: object): Promise<Answered['answer']> =>
    (await call<Answered>(app, 'POST', '/api/v1/query', question)).answer;

  it('in a validation are those who were members then, and today’s members can be kept as a cohort', async () => {
    const asOf = Date.now();
    const search = { cohort: READY, goal: event('plan_upgraded'), steps: [event('pricing_viewed')], asOf };
    const validation = { kind: 'validation', horizon: { amount: 30, unit: 'day' }, ...search };
    const { funnel } = await answered(validation);
    const count = funnel?.members.steps[0]?.count ?? 0;
    expect(count).toBeGreaterThan(1);
    const { page, troubles } = session;
    await page.goto(`${app.url}/default/validate${pageSearch(search)}`);
    await settled(page);
    await page
      .getByRole('table', { name: 'Steps on the way to the goal' })
      .getByText('pricing_viewed')
      .click();
    const panel = page.getByRole('dialog', { name: /^Reached step 1: pricing_viewed, members on / });
    await panel.getByText(`${count} users`, { exact: true }).waitFor();
    expect(await panel.getByRole('listitem').count()).toBe(count);
    await panel.getByText(/its members are those of another instant/).waitFor();
    await panel.getByRole('textbox', { name: 'Name of the cohort' }).fill('ready and priced');
    await panel.getByRole('button', { name: 'Save as cohort' }).click();
    await panel.getByText(/It is kept up to date/).waitFor();
    const { text } = await call<{ text: string }>(app, 'GET', '/api/v1/cohorts/ready%20and%20priced');
    expect(text).toContain(`in cohort "${READY}"`);
    expect(troubles).toEqual([]);
  });

  it('in a row of a breakdown are those whom the row counts', async () => {
    const search = {
      steps: [event('limit_hit'), event('pricing_viewed')],
      conversionWindow: { amount: 14, unit: 'day' },
      breakdown: { scope: 'event', property: 'limit' },
      asOf: Date.now(),
    };
    const { breakdown } = await answered({ kind: 'funnel', ...search, last: { amount: 30, unit: 'day' } });
    const [row] = breakdown?.rows ?? [];
    const converted = row?.counts[1] ?? 0;
    expect(converted).toBeGreaterThan(1);
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default/funnels${pageSearch(search)}`);
    await settled(page);
    await page
      .getByRole('table', { name: /^Values of / })
      .getByText(String(row?.value), { exact: true })
      .click();
    const panel = page.getByRole('dialog', { name: /^Reached step 2: pricing_viewed, / });
    await panel.getByText(`${converted} users`, { exact: true }).waitFor();
    await panel.getByText(/a row of the breakdown is told by one event of the path/).waitFor();
    expect(troubles).toEqual([]);
  });
});
