import type { BenchBrowser } from './browser.ts';
import type { DemoServer } from './serve-demo.ts';

export interface ColdFigures {
  /** From going to the address until Home's answer stands there in words, in ms; one for each profile. */
  readonly useful: readonly number[];
  /** The same of a picture of a few hundred bytes from the same server: what a browser takes for anything. */
  readonly floor: readonly number[];
  /** Script that came before, as it travelled. */
  readonly scriptBytes: number;
}

const USEFUL = `painted(() => (document.querySelector('#main p[aria-live]')?.textContent ?? '') !== '')`;
const SCRIPT_BYTES = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** Opens Home in so many new profiles, one after the other. */
export async function coldHome(
  browser: BenchBrowser,
  { url }: DemoServer,
  times: number,
): Promise<ColdFigures> {
  const useful: number[] = [];
  const floor: number[] = [];
  let scriptBytes = 0;
  for (let time = 0; time < times; time += 1) {
    const page = await browser.newPage();
    await page.goto(`${url}/icon.svg`);
    floor.push(await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventEnd`));
    await page.goto(`${url}/default`, { waitUntil: 'commit' });
    useful.push(await page.evaluate<number>(USEFUL));
    scriptBytes = await page.evaluate<number>(SCRIPT_BYTES);
    await page.context().close();
  }
  return { useful, floor, scriptBytes };
}
