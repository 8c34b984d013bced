import type { Page } from 'playwright-core';
import { type BenchBrowser, settled } from './browser.ts';
import type { DemoServer } from './serve-demo.ts';

export interface PageFigure {
  readonly page: string;
  /** From the click to the new heading being drawn, in ms: the first visit, with the page's script still to load, then the others. */
  readonly ms: readonly number[];
}

export interface NavigationFigures {
  readonly pages: readonly PageFigure[];
  /** From a click that does nothing to the next frame, in ms. */
  readonly floor: readonly number[];
}

const CLICKED = `window.clickedAt = new Promise((done) => document.addEventListener('click', ({ timeStamp }) => done(timeStamp), { capture: true, once: true })), 0`;

/** Goes through all pages of the rail so many times, by clicks. */
export async function navigations(
  browser: BenchBrowser,
  { url }: DemoServer,
  rounds: number,
): Promise<NavigationFigures> {
  const page = await browser.newPage();
  await page.goto(`${url}/default/settings`);
  await settled(page);
  const links = page.locator('nav a[href^="/default"]');
  const names: string[] = (await links.allTextContents()).map((text) => text.trim());
  const labels = names.filter((name) => name !== '' && name !== 'Cusp');
  const ms = new Map(labels.map((label): [string, number[]] => [label, []]));
  const floor: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const label of labels) {
      await page.evaluate(CLICKED);
      await page.locator('#main h1').first().click();
      floor.push(
        await page.evaluate<number>(`painted(() => true).then(async (at) => at - (await clickedAt))`),
      );
      ms.get(label)?.push(await timed(page, label));
      await settled(page);
    }
  }
  await page.context().close();
  return { pages: [...ms].map(([name, values]) => ({ page: name, ms: values })), floor };
}

async function timed(page: Page, label: string): Promise<number> {
  await page.evaluate(CLICKED);
  const heading = JSON.stringify(label);
  await page.evaluate(
    `window.shown = painted(() => document.querySelector('#main h1')?.textContent === ${heading}).then(async (at) => at - (await clickedAt)), 0`,
  );
  await page.locator('nav').getByRole('link', { name: label, exact: true }).first().click();
  return page.evaluate<number>('shown');
}
