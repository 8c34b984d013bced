import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { TemporaryApp } from '../support/app.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's own Chromium, without a window. */
export async function openChromium(): Promise<Browser> {
  const executablePath = PLACES.find(existsSync);
  if (executablePath === undefined) throw new Error(`no Chromium at ${PLACES.join(', ')}`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export interface SignedIn {
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
}

/** A text that is the same after so long is there to stay. */
const STEADY_MS = 250;

const TALL = { 390: 844, 1440: 900 } as Record<number, number>;

/** A page of a browser that a one-time link let in, with nothing opened yet but the app's start. */
export async function signIn(
  browser: Browser,
  { app }: TemporaryApp,
  url: string,
  { width = 1440, colorScheme = 'light', expected = () => false }: PageOptions = {},
): Promise<SignedIn> {
  const context = await browser.newContext({
    viewport: { width, height: TALL[width] ?? 900 },
    colorScheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // A failed request is told below with its status; the console repeats it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 400 && !expected(response.status(), path))
      troubles.push(`${response.status()} ${response.request().method()} ${path}`);
  });
  const made = await app.server.inject({
    method: 'POST',
    url: '/api/v1/session/links',
    headers: { authorization: `Bearer ${app.operatorToken}` },
  });
  await page.goto(`${url}${made.json<{ path: string }>().path}`);
  return { page, context, troubles };
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
