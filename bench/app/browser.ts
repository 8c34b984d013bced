import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { DemoServer } from './serve-demo.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * In every page: `painted(isThere)` resolves with the instant, in ms since the page began to load, at which a frame was drawn in which `isThere` held.
 * It looks once a frame, so that it is off by one frame at most.
 */
const PROBE = `window.painted = (isThere) => new Promise((done) => {
  const look = () => requestAnimationFrame(() => {
    if (!isThere()) return look();
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    after.port2.postMessage(0);
  });
  look();
});`;

export interface BenchBrowser {
  /** A page of a new profile that is signed in: nothing of the app is in its cache. */
  readonly newPage: () => Promise<Page>;
  /** Processor time that all renderers have used so far, in seconds. */
  readonly rendererSeconds: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The system's own Chromium, without a window, let in by a one-time link. */
export async function openBrowser({ url, call }: DemoServer): Promise<BenchBrowser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error(`no Chromium at ${PLACES.join(', ')}`);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const { path } = await call<{ path: string }>('POST', '/api/v1/session/links');
  const first = await newContext(browser);
  await (await first.newPage()).goto(`${url}${path}`);
  const storageState = await first.storageState();
  await first.close();
  const cdp = await browser.newBrowserCDPSession();
  return {
    async newPage() {
      const context = await newContext(browser, storageState);
      await context.addInitScript(PROBE);
      return context.newPage();
    },
    async rendererSeconds() {
      const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
      return processInfo
        .filter(({ type }) => type === 'renderer')
        .reduce((total, { cpuTime }) => total + cpuTime, 0);
    },
    close: () => browser.close(),
  };
}

function newContext(
  browser: Browser,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...(storageState === undefined ? {} : { storageState }),
  });
}

/** Waits until nothing of the page is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    `painted(() => document.querySelector('#main h1') !== null && document.querySelector('#main [aria-busy="true"], .mantine-Skeleton-root') === null)`,
  );
}
