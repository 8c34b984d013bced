/**
 * How quick the app is in a browser: script before a chart, Home's first useful paint, going from page to page, the builder's count, live pages.
 * The builder's count again over LARGE (20,000,000) events. The demo world of USERS (5,000) people, or the folder of one in WORLD; ROUNDS (4) through all pages, COLD (7) first paints, EDITS (8), RATE (2,000)
 * events/s for SECONDS (10). Needs the built engine and app: `npm run build`.
 */
import { machine, sizeFrom } from '../support/environment.ts';
import { saveResults } from '../support/results.ts';
import { inTemporaryDirectory } from '../support/temporary-store.ts';
import { type BenchBrowser, openBrowser } from './browser.ts';
import { countAfterEdits } from './builder-count.ts';
import { coldHome } from './cold-home.ts';
import { initialScript } from './initial-script.ts';
import { serveLargeLog } from './large-log.ts';
import { livePages } from './live-pages.ts';
import { navigations } from './navigations.ts';
import { type Figures, reportOf } from './report.ts';
import { type DemoServer, serveDemo } from './serve-demo.ts';

const sizes = {
  users: sizeFrom('USERS', 5_000),
  rounds: sizeFrom('ROUNDS', 4),
  cold: sizeFrom('COLD', 7),
  edits: sizeFrom('EDITS', 8),
  large: sizeFrom('LARGE', 20_000_000),
  rate: sizeFrom('RATE', 2_000),
  seconds: sizeFrom('SECONDS', 10),
};

/** The cohort of the demo whose condition is edited. */
const SIGNAL = 'upgrade ready';

const say = (what: string): void => void process.stderr.write(`${what}\n`);
const figures = await inTemporaryDirectory(async (folder): Promise<Figures> => {
  say('the world');
  const demo = await withBrowser(await serveDemo(folder, process.env.WORLD, sizes.users), onDemo);
  say(`${sizes.large.toLocaleString('en')} events`);
  const { server, cohort } = await serveLargeLog(folder, sizes.large);
  const largeCounts = await withBrowser(server, (browser) => {
    say('the builder’s count over them');
    return countAfterEdits(browser, server, sizes.edits, cohort);
  });
  return { ...demo, largeCounts };
});

async function onDemo(browser: BenchBrowser, server: DemoServer): Promise<Omit<Figures, 'largeCounts'>> {
  say('first paints of Home');
  const home = await coldHome(browser, server, sizes.cold);
  say('from page to page');
  const pages = await navigations(browser, server, sizes.rounds);
  say('the builder’s count');
  const counts = await countAfterEdits(browser, server, sizes.edits, SIGNAL);
  say('live pages');
  const live = await livePages(browser, server, sizes);
  return { script: await initialScript(), home, pages, counts, live };
}

/** Opens a browser on the server, and closes both afterwards. */
async function withBrowser<T>(
  server: DemoServer,
  use: (browser: BenchBrowser, server: DemoServer) => Promise<T>,
): Promise<T> {
  try {
    const browser = await openBrowser(server);
    try {
      return await use(browser, server);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

const report = reportOf(sizes, figures);
process.stdout.write(`${report}\n`);
await saveResults('app', report, { machine: machine(), sizes, ...figures });
