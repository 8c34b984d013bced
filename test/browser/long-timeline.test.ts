import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyApp, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';

const EVENTS = 100_000;
const BATCH = 5_000;
const APART_MS = 20_000;

/** One user who did this many events, a batch after another. */
async function doALot({ url, writeKey }: ServedApp): Promise<void> {
  const end = Date.now() - 60_000;
  for (let from = 0; from < EVENTS; from += BATCH) {
    const events = Array.from({ length: BATCH }, (_, i) => ({
      event_type: `step_${(from + i) % 7}`,
      user_id: 'busy',
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

  it('scrolls from its newest to its oldest event', async () => {
    const { page } = session;
    await page.goto(`${app.url}/default/users/busy`);
    await page.getByText('100 000 events since').waitFor();
    await settled(page);
    const cdp = await page.context().newCDPSession(page);
    const heap = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize } = await cdp.send('Runtime.getHeapUsage');
      return Math.round(usedSize / 1e6);
    };
    console.log('start heap', await heap(), 'MB');
    for (let round = 0; round < 30; round += 1) {
      const found = await scrollFor(page, 4_000);
      console.log(JSON.stringify({ round, heap: await heap(), ...found }));
      if (found.isEnd) break;
    }
    expect(1).toBe(1);
  });
});

function scrollFor(page: Page, ms: number) {
  return page.evaluate(async (duration) => {
    const feed = document.querySelector<HTMLElement>('[role="feed"]');
    if (feed === null) throw new Error('no feed');
    const frames: number[] = [];
    const begun = performance.now();
    let last = begun;
    let stuck = 0;
    while (performance.now() - begun < duration) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
      const before = feed.scrollTop;
      feed.scrollTop += 2_000;
      if (feed.scrollTop === before) stuck += 1;
    }
    frames.sort((a, b) => a - b);
    return {
      frames: frames.length,
      p50: Math.round(frames[Math.floor(frames.length * 0.5)] ?? 0),
      p95: Math.round(frames[Math.floor(frames.length * 0.95)] ?? 0),
      max: Math.round(frames.at(-1) ?? 0),
      stuck,
      rows: feed.querySelectorAll('article').length,
      height: feed.scrollHeight,
      isEnd: feed.scrollHeight > 3_100_000 && stuck > 20,
    };
  }, ms);
}
