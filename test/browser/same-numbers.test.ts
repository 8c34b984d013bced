import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunnelAnswer } from '../../packages/engine/src/analyse/funnel/result.ts';
import type { JourneyAnswer } from '../../packages/engine/src/analyse/journeys/result.ts';
import type { RetentionAnswer } from '../../packages/engine/src/analyse/retention/result.ts';
import type {
  CohortAnswer,
  EventsAnswer,
  Line,
} from '../../packages/engine/src/analyse/segmentation/result.ts';
import type { ValidationAnswer } from '../../packages/engine/src/analyse/validation/result.ts';
import { runCli } from '../../packages/engine/src/cli/run-cli.ts';
import { serverFile } from '../../packages/engine/src/config.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { call, demoApp, READY, type ServedApp } from '../support/demo-app.ts';
import { openChromium, type SignedIn, settled, signIn } from './chromium.ts';
import { pageSearch } from './page-search.ts';
import { cellsOf, digitsOf, numberIn, sharesIn, sizeIn } from './shown-numbers.ts';

const event = (...names: string[]) => ({ names, filters: [] });
/** Of a time that is over, so that page and command line are asked about the same instants. */
const TO = Math.floor(Date.now() / DAY_MS) * DAY_MS - 5 * DAY_MS;
const FROM = TO - 30 * DAY_MS;
const RANGE = { from: FROM, to: TO };
const WALLED = 'at the wall in that month';

describe('the numbers of a page are those of the command line', () => {
  let browser: Browser;
  let app: ServedApp;
  let session: SignedIn;
  beforeAll(async () => {
    browser = await openChromium();
    app = await demoApp();
    session = await signIn(browser, app, app.url);
    // As a server of its own process says where it is.
    await writeFile(
      serverFile(app.config),
      JSON.stringify({ url: app.url, token: app.app.operatorToken, pid: process.pid }),
    );
    const during = `between ${new Date(FROM).toISOString()} and ${new Date(TO).toISOString()}`;
    await call(app, 'POST', '/api/v1/cohorts', {
      name: WALLED,
      text: `users who did paywall_modal_viewed at least 2 times ${during}`,
    });
  });
  afterAll(async () => {
    await browser.close();
    await app.dispose();
  });

  /** What `cusp query FILE --json` answers on the server that serves the page. */
  async function told<Answer>(question: object): Promise<Answer> {
    const file = join(app.config.dataDir, 'question.json');
    await writeFile(file, JSON.stringify(question));
    const said: string[] = [];
    const errors: string[] = [];
    const terminal = {
      out: (text: string) => said.push(text),
      err: (text: string) => errors.push(text),
      interactive: false,
    };
    const code = await runCli(['--data', app.config.dataDir, 'query', file, '--json'], terminal);
    expect([code, errors]).toEqual([0, []]);
    return JSON.parse(said.join('\n')).answer;
  }

  /** Opens a page with its state in the address. */
  async function open(path: string, state: Record<string, unknown>): Promise<void> {
    const { page, troubles } = session;
    troubles.length = 0;
    await page.goto(`${app.url}/default/${path}${pageSearch(state)}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(troubles).toEqual([]);
  }

  const answerLine = async (): Promise<string> =>
    (await session.page.locator('#main p[aria-live="polite"]').first().textContent())?.trim() ?? '';

  it('funnel', async () => {
    const asked = {
      steps: [event('limit_hit'), event('pricing_viewed'), event('plan_upgraded')],
      conversionWindow: { amount: 14, unit: 'day' },
      asOf: TO,
    };
    await open('funnels', { ...asked, range: RANGE });
    const shown = await cellsOf(session.page, 'Steps of the funnel');
    const { steps, open: waiting } = await told<FunnelAnswer>({
      kind: 'funnel',
      ...asked,
      from: FROM,
      to: TO,
    });
    expect(steps[0]?.count).toBeGreaterThan(50);
    expect(steps[2]?.count).toBeGreaterThan(0);
    expect(shown.map(([, reached]) => numberIn(reached))).toEqual(steps.map(({ count }) => count));
    expect(shown.map(([, , ofFirst]) => sharesIn(ofFirst))).toEqual(
      steps.map(({ ofFirst }) => [digitsOf(ofFirst.share)]),
    );
    expect(shown.slice(1).map(([, , , ofPrevious]) => [sharesIn(ofPrevious), sizeIn(ofPrevious)])).toEqual(
      steps.slice(1).map(({ ofPrevious }) => [[digitsOf(ofPrevious?.share ?? null)], ofPrevious?.of]),
    );
    const { share, low, high } = steps.at(-1)?.ofFirst ?? { share: null, low: null, high: null };
    const line = await answerLine();
    expect(sharesIn(line)).toEqual([digitsOf(share), digitsOf(low), digitsOf(high)]);
    expect(waiting).toBeGreaterThan(0);
    expect(line).toContain(`${waiting} still have time to.`);
  });

  it('retention', async () => {
    const asked = {
      return: event(),
      intervals: { unit: 'week', kind: 'calendar', last: 4 },
      asOf: TO,
      count: 'on-or-after',
    } as const;
    await open('retention', { ...asked, start: 'event', startEvent: event('limit_hit'), range: RANGE });
    const shown = await cellsOf(session.page, 'Retention in numbers');
    const { overall, byDate } = await told<RetentionAnswer>({
      kind: 'retention',
      ...asked,
      start: { kind: 'event', event: event('limit_hit'), from: FROM, to: TO },
    });
    expect(overall.started).toBeGreaterThan(20);
    expect(
      shown.map(([, back, count, of, immature]) => [sharesIn(back), ...[count, of, immature].map(numberIn)]),
    ).toEqual(
      overall.cells.map(({ returned: { share, low, high, count, of }, immature }) => [
        share === null ? [] : [share, low, high].map((each) => digitsOf(each)),
        count,
        of,
        immature,
      ]),
    );
    const heat = await cellsOf(session.page, 'Retention by date of the start, Everybody');
    expect(byDate.length).toBeGreaterThan(3);
    expect(
      heat.map(([date, started, ...cells]) => [
        date,
        numberIn(started),
        ...cells.map((cell) => (cell === '' ? null : numberIn(cell))),
      ]),
    ).toEqual(
      byDate.map(({ date, started, cells }) => [
        date,
        started,
        ...cells.map(({ returned: { share } }) => (share === null ? null : Number(digitsOf(share, 0)))),
      ]),
    );
  });

  it('trends, with a breakdown and a formula', async () => {
    const asked = {
      interval: 'week',
      breakdown: [{ scope: 'event', property: 'limit' }],
      formulas: ['B / A'],
    };
    const series = [
      { event: event('limit_hit'), measure: { kind: 'uniques' } },
      { event: event('paywall_modal_viewed'), measure: { kind: 'totals' } },
    ] as const;
    await open('trends', { ...asked, series, range: RANGE });
    const shown = await cellsOf(session.page, 'Lines');
    const answer = await told<EventsAnswer>({
      kind: 'segmentation',
      of: 'events',
      ...asked,
      ...series[0],
      alsoSeries: [series[1]],
      window: { kind: 'between', from: FROM, to: TO },
    });
    expect(answer.series.length).toBeGreaterThan(3);
    expect(shown.map(([, , events, units]) => [numberIn(events), numberIn(units)])).toEqual(
      answer.series.map((line) => (line.kind === 'series' ? [line.events, line.units] : [null, null])),
    );
    expect(shown.map(([, overall]) => numberIn(overall))).toEqual(answer.series.map(overallShown));
    expect(await answerLine()).toContain(`limit_hit: ${answer.total.overall} over the range.`);
  });

  it('journeys', async () => {
    const asked = {
      anchor: event('limit_hit'),
      steps: 2,
      limit: 5,
      goal: { event: event('plan_upgraded'), within: { amount: 7, unit: 'day' } },
    };
    await open('journeys', { ...asked, range: RANGE });
    const edges = await cellsOf(session.page, 'From stop to stop');
    const outcomes = await cellsOf(session.page, 'What became of the anchors');
    const answer = await told<JourneyAnswer>({
      kind: 'journey',
      ...asked,
      window: { kind: 'between', from: FROM, to: TO },
    });
    expect(answer.anchors).toBeGreaterThan(100);
    expect(answer.edges.length).toBeGreaterThan(10);
    expect(
      edges.map(([, , step, times, who, of]) => [step, numberIn(times), numberIn(who), sharesIn(of)]),
    ).toEqual(
      answer.edges.map(({ step, anchors, units, shareOfFrom }) => [
        step > 0 ? `+${step}` : String(step),
        anchors,
        units,
        [digitsOf(shareOfFrom)],
      ]),
    );
    expect(
      outcomes.map(([, share, times, who, conversion]) => [
        sharesIn(share),
        numberIn(times),
        numberIn(who),
        sharesIn(conversion),
        sizeIn(conversion),
      ]),
    ).toEqual(
      answer.outcomes.map(({ share, anchors, units, conversion }) => [
        [digitsOf(share)],
        anchors,
        units,
        ...(conversion === null || conversion.of === 0
          ? [[], null]
          : [[digitsOf(conversion.share)], conversion.of]),
      ]),
    );
    expect(await answerLine()).toContain(`by ${answer.units} users`);
  });

  it('segments of a cohort', async () => {
    const asked = { split: { by: 'property', property: 'role' }, cohort: WALLED };
    await open('segments', asked);
    const shown = await cellsOf(session.page, 'Segments');
    const { members, segments } = await told<CohortAnswer>({
      kind: 'segmentation',
      of: 'cohort',
      unit: 'user',
      ...asked,
    });
    expect(segments.length).toBeGreaterThan(2);
    expect(shown.map(([, count, share]) => [numberIn(count), sharesIn(share)])).toEqual(
      segments.map((segment) => [segment.members, [digitsOf(segment.share)]]),
    );
    expect(await answerLine()).toContain(`${members} members`);
  });

  it('validate', async () => {
    const asked = {
      cohort: READY,
      goal: event('plan_upgraded'),
      horizon: { amount: 14, unit: 'day' },
      instants: 4,
      every: { amount: 1, unit: 'week' },
      asOf: TO,
    } as const;
    await open('validate', asked);
    const shown = await cellsOf(session.page, 'Calibration by month');
    const { backtest, months, verdict } = await told<ValidationAnswer>({
      kind: 'validation',
      unit: 'user',
      ...asked,
      firstTime: true,
    });
    const { members, others, distinctMembers, instants, ratio } = backtest.pool;
    expect(members.of).toBeGreaterThan(20);
    const line = await answerLine();
    expect(sharesIn(line)).toEqual([members.share, others.share].map((each) => digitsOf(each)));
    expect(line).toContain(`n = ${members.of} looks at ${distinctMembers} members over ${instants} moments`);
    expect(line).toContain(`${timesShown(ratio.estimate)}× as often`);
    expect(line.startsWith({ signal: 'Signal', noise: 'Noise' }[verdict.finding as string] ?? 'N')).toBe(
      true,
    );
    expect(shown.map(([month, , of]) => [month, numberIn(of)])).toEqual(
      months.map((each) => [each.month, each.members.of]),
    );
  });
});

/** Whole numbers as they are, others in three digits. */
function overallShown({ overall }: Line): number | null {
  if (overall === null || Number.isInteger(overall)) return overall;
  return Math.abs(overall) >= 100 ? Math.round(overall) : Number(overall.toPrecision(3));
}

/** Two decimals under ten, one under a hundred. */
function timesShown(ratio: number | null): string {
  if (ratio === null) throw new Error('there is no ratio to show');
  return ratio.toFixed(ratio >= 100 ? 0 : ratio >= 10 ? 1 : 2);
}
