import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { TemporaryApp } from '../support/app.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's own Chromium, without a window. `names` are further names of this machine, as DNS would tell them. */
export async function openChromium(...names: readonly string[]): Promise<Browser> {
  const executablePath = PLACES.find(existsSync);
  if (executablePath === undefined) throw new Error(`no Chromium at ${PLACES.join(', ')}`);
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--host-resolver-rules=${rules}`],
  });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong on the page so far: exceptions, errors on its console, requests that failed. */
  readonly troubles: string[];
}

export interface PageOptions {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Answers of the server that a test brings about on purpose: not a trouble. */
  readonly expected?: (status: number, path: string) => boolean;
  /**
   * Default false: as for who asked their browser to save data, the code of other pages does not come early. Loading all of it behind
   * every address that a test opens took as long as the pages themselves.
   */
  readonly earlyPages?: boolean;
}

/** A text that is the same after so long is there to stay. */
const STEADY_MS = 250;
/** What the console says besides: a failed request, which is told with its status; a header that counts for https and the loopback alone. */
const USUAL = ['Failed to load resource', 'The Cross-Origin-Opener-Policy header has been ignored'];

/** How long what is bound to come may take on a busy machine: for `expect.poll`. */
export const SOON = { timeout: 20_000 } as const;

const TALL = { 390: 844, 1440: 900 } as Record<number, number>;

/** A page of a new browser profile, with nothing opened yet. */
export async function openPage(
  browser: Browser,
  { width = 1440, colorScheme = 'light', expected = () => false, earlyPages = false }: PageOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height: TALL[width] ?? 900 },
    colorScheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  if (!earlyPages)
    await context.addInitScript('Object.defineProperty(navigator.connection, "saveData", { value: true })');
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !USUAL.some((usual) => message.text().startsWith(usual)))
      troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 400 && !expected(response.status(), path))
      troubles.push(`${response.status()} ${response.request().method()} ${path}`);
  });
  return { page, context, troubles };
}

export type SignedIn = OpenPage;

/** The same, which a one-time link let in: at the app's start. */
export async function signIn(
  browser: Browser,
  { app }: TemporaryApp,
  url: string,
  options: PageOptions = {},
): Promise<SignedIn> {
  const opened = await openPage(browser, options);
  const made = await app.server.inject({
    method: 'POST',
    url: '/api/v1/session/links',
    headers: { authorization: `Bearer ${app.operatorToken}` },
  });
  await opened.page.goto(`${url}${made.json<{ path: string }>().path}`);
  return opened;
}

/**
 * Waits until nothing in sight is loading any more, and what the page says stays as it is. A page may go on listening to a stream, and what is out of
 * sight may wait until it is scrolled to.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  let before: string | null | undefined;
  for (;;) {
    await page.waitForFunction(() => {
      const isInSight = (element: Element): boolean => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there !== null && element.contains(there);
      };
      return (
        document.querySelector('#main [aria-busy="true"]') === null &&
        ![...document.querySelectorAll('.mantine-Skeleton-root')].some(isInSight)
      );
    });
    const now = await page.locator('#main').textContent();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(STEADY_MS);
  }
}
