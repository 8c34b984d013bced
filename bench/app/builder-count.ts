import { type BenchBrowser, settled } from './browser.ts';
import type { DemoServer } from './serve-demo.ts';

export interface CountFigure {
  /** From the key that made the edit until the new count is drawn, in ms. */
  readonly wholeMs: number;
  /** Of these the question itself, from being sent to its answer. */
  readonly queryMs: number;
}

const SHOWN = `document.querySelector('[data-testid="preview-size"]')?.closest('[data-old]')?.getAttribute('data-old')`;
const PREPARE = `performance.clearResourceTimings();
window.typedAt = new Promise((done) => document.addEventListener('keydown', ({ timeStamp }) => done(timeStamp), { capture: true, once: true }));
window.counted = painted(() => ${SHOWN} === 'true').then(() => painted(() => ${SHOWN} === 'false')).then(async (at) => at - (await typedAt)); 0`;
const QUERY = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cohorts/preview')).map(({ startTime, responseEnd }) => responseEnd - startTime).at(-1)`;

/** Types another number into a cohort's first condition with a count so many times, and waits for what the cohort would then hold. */
export async function countAfterEdits(
  browser: BenchBrowser,
  { url, call }: DemoServer,
  edits: number,
  cohort: string,
): Promise<readonly CountFigure[]> {
  const { id } = await call<{ id: string }>('GET', `/api/v1/cohorts/${encodeURIComponent(cohort)}`);
  const page = await browser.newPage();
  await page.goto(`${url}/default/cohorts/${id}?tab=definition`);
  const times = page.getByRole('button', { name: /^Times: / });
  await times.waitFor();
  await settled(page);
  const figures: CountFigure[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    // 20, 21, …: a number that was not asked about before.
    await times.click();
    await page.keyboard.type('2');
    await page.evaluate(`painted(() => ${SHOWN} === 'true').then(() => painted(() => ${SHOWN} === 'false'))`);
    await page.evaluate(PREPARE);
    await page.keyboard.type(String(edit));
    const wholeMs = await page.evaluate<number>('counted');
    figures.push({ wholeMs, queryMs: await page.evaluate<number>(QUERY) });
    await page.keyboard.press('Enter');
  }
  await page.context().close();
  return figures;
}
