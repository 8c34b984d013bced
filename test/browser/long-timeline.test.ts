import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';

const EVENTS = 100_000;
const BATCH = 5_000;
const APART_MS = 20_000;
/** So many rows are scrolled through, of twenty pages. */
const FAR = 6_000;
/** What is out of sight is kept for less. */
const KEPT_MS = 22_000;

/** One user who did this many events, a batch after another. */
async function doALot({ url, writeKey }: ServedApp): Promise<void> {
  const end = Date.now() - 60_000;
  for (let from = 0; from < EVENTS; from += BATCH) {
    const events = Array.from({ length: BATCH }, (_, i) => ({
      event_type: `step_${(from + i) % 7}`,
      user_id: 'busy-user',
      time: end - (from + i) * APART_MS,
      insert_id: `busy-${from + i}`,
      event_properties: { number: from + i, surface: 'web', document: `document-${(from + i) % 997}` },
    }));
    const response = await fetch(`${url}/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ api_key: writeKey, events }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }
}

describe(`a timeline of ${EVENTS} events`, () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  beforeAll(async () => {
    browser = await openChromium();
    app = await emptyApp();
    await doALot(app);
    session = await signIn(browser, app, app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  it('scrolls on through pages, with the rows in sight alone in the page and in memory, none left out and none twice', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/users/busy-user`);
    await page.getByText(/100.000 events since/).waitFor();
    await settled(page);
    const usage = await memoryOf(page);
    const atFirst = await usage();
    let drawn = 0;
    for (let row = 0; row < FAR; row += 200) drawn = Math.max(drawn, await scrollTo(page, row));
    expect(drawn).toBeLessThan(120);
    // Back where nothing is kept any more, to the top, and to the far end again.
    await page.waitForTimeout(KEPT_MS);
    for (const row of [FAR / 2, 0, FAR - 200]) await scrollTo(page, row);
    expect((await usage()) - atFirst).toBeLessThan(20);
  });
});

/** Brings a row into sight, waits until it is read, and says how many are drawn. Event i of this user is row i. */
async function scrollTo(page: Page, row: number): Promise<number> {
  const found = await page.waitForFunction((wanted) => {
    const feed = document.querySelector<HTMLElement>('[role="feed"]');
    const drawn = [...(feed?.querySelectorAll<HTMLElement>('[data-index]') ?? [])];
    const isThere = drawn.find(
      ({ dataset, textContent }) => Number(dataset.index) === wanted && textContent !== '',
    );
    if (isThere !== undefined)
      return drawn.map(({ dataset, textContent }) => [Number(dataset.index), textContent ?? ''] as const);
    // Rows are of about one height: a day's first one is taller.
    const near = Number(drawn.at(Math.floor(drawn.length / 2))?.dataset.index ?? 0);
    feed?.scrollBy(0, (wanted - near) * 20);
    return undefined;
  }, row);
  const rows = (await found.jsonValue()) ?? [];
  for (const [index, text] of rows) if (text !== '') expect(text).toContain(`number: ${index} `);
  return rows.length;
}

/** How much the page's scripts hold, in MB. */
async function memoryOf(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  return async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
}
