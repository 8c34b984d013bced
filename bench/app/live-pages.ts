import { setTimeout as sleep } from 'node:timers/promises';
import { arrivals } from '../live-http/arrivals.ts';
import { Client } from '../live-http/client.ts';
import { randomNumbers } from '../live-http/events.ts';
import { type BenchBrowser, settled } from './browser.ts';
import { allLive, type DemoServer } from './serve-demo.ts';
import { REQUEST, someEvents } from './traffic.ts';

export interface LiveFigure {
  readonly page: string;
  /** Of one core that the page's process used, 1 being all of it. */
  readonly share: number;
  /** The same with nothing coming in. */
  readonly idle: number;
  /** Rows that the page showed in the end which it had not in the beginning. */
  readonly newRows: number;
  /** Answered while it was measured. */
  readonly eventsPerSecond: number;
}

export interface LiveSizes {
  readonly users: number;
  readonly rate: number;
  readonly seconds: number;
}

const PAGES = [
  { page: 'Home', path: '', rows: '[aria-label="Latest entries and exits"] li' },
  { page: 'Data, live tail', path: '/data?tab=tail', rows: '[aria-label="Events as they come in"] tbody tr' },
] as const;
const IDLE_S = 5;
const WARM_UP_MS = 4_000;

/** Opens the pages that change by themselves while events come in, and some people come into a cohort and leave it again all the time. */
export async function livePages(
  browser: BenchBrowser,
  { url, call }: DemoServer,
  { users, rate, seconds }: LiveSizes,
): Promise<readonly LiveFigure[]> {
  const { key } = await call<{ key: string }>('POST', '/api/v1/keys', { kind: 'write' });
  await call('POST', '/api/v1/cohorts', {
    name: 'at the wall just now',
    text: 'users who did paywall_modal_viewed in the last 10 seconds',
  });
  await allLive(call);
  const figures: LiveFigure[] = [];
  for (const { page: name, path, rows } of PAGES) {
    const page = await browser.newPage();
    await page.goto(`${url}/default${path}`);
    await settled(page);
    await sleep(WARM_UP_MS / 2);
    const idle = await shareOf(browser, IDLE_S);
    const client = new Client(url, 64);
    const random = randomNumbers(7);
    let events = 0;
    const broken: unknown[] = [];
    const ending = new AbortController();
    const sending = arrivals(
      rate / REQUEST,
      random,
      () => {
        client
          .call('POST', '/2/httpapi', { api_key: key, events: someEvents(users, random) })
          .then(() => (events += REQUEST))
          .catch((error: unknown) => broken.push(error));
      },
      ending.signal,
    );
    await sleep(WARM_UP_MS);
    const before = await page.locator(rows).allTextContents();
    const [sentBefore, at] = [events, performance.now()];
    const share = await shareOf(browser, seconds);
    const eventsPerSecond = ((events - sentBefore) / (performance.now() - at)) * 1_000;
    const after = await page.locator(rows).allTextContents();
    ending.abort();
    await sending;
    client.close();
    if (broken[0] !== undefined && events === 0) throw broken[0];
    figures.push({
      page: name,
      share,
      idle,
      newRows: after.filter((row) => !before.includes(row)).length,
      eventsPerSecond,
    });
    await page.context().close();
  }
  return figures;
}

async function shareOf(browser: BenchBrowser, seconds: number): Promise<number> {
  const [used, at] = [await browser.rendererSeconds(), performance.now()];
  await sleep(seconds * 1_000);
  return ((await browser.rendererSeconds()) - used) / ((performance.now() - at) / 1_000);
}
