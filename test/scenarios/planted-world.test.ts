import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ValidationAnswer } from '../../packages/engine/src/analyse/validation/result.ts';
import { amplitudePayload } from '../../packages/engine/src/cli/demo/world/amplitude-payload.ts';
import { simulate } from '../../packages/engine/src/cli/demo/world/simulate.ts';
import {
  COMPARABLE,
  FALSE_SIGNAL,
  GOAL_EVENT,
  TRUE_SIGNAL,
} from '../../packages/engine/src/cli/demo/world/truth.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import { type TemporaryApp, temporaryApp } from '../support/app.ts';

const END = Date.UTC(2026, 5, 1, 12);
const BATCH = 1_000;

/** A world whose truth is known: the paywall leads to upgrades, and a changed theme only follows them. */
describe('validation of a planted world', () => {
  let temporary: TemporaryApp;
  let url: string;
  beforeAll(async () => {
    temporary = await temporaryApp({ clock: () => END });
    url = await temporary.listen();
    const events = [...simulate({ seed: 7, users: 2_000, days: 120, end: END })];
    for (let at = 0; at < events.length; at += BATCH) {
      const body = {
        api_key: temporary.writeKey,
        events: events.slice(at, at + BATCH).map(amplitudePayload),
      };
      const answer = await post('/batch', body);
      expect(answer.status).toBe(200);
    }
  }, 180_000);
  afterAll(() => temporary.dispose());

  it('finds the true signal, month after month, from the entry on, and what its thresholds do', async () => {
    const found = await validated(TRUE_SIGNAL);
    expect(found.verdict.finding).toBe('signal');
    expect(found.backtest.pool.ratio.low).toBeGreaterThan(3);
    expect(found.afterEntry.entered.of).toBeGreaterThan(50);
    expect(found.afterEntry.ratio.low).toBeGreaterThan(2);
    expect(found.months.length).toBeGreaterThan(1);
    for (const { ratio } of found.months) expect(ratio.estimate).toBeGreaterThan(2);
    const shift = (to: number) =>
      found.thresholds.find(({ path, to: shifted }) => path.endsWith('.count') && shifted === to);
    // Two walls are met by more people, who convert less often; six by fewer, who convert more often.
    expect(shift(2)?.distinctMembers).toBeGreaterThan(found.backtest.pool.distinctMembers);
    expect(shift(2)?.members.share).toBeLessThan(found.backtest.pool.members.share ?? 0);
    expect(shift(6)?.distinctMembers).toBeLessThan(found.backtest.pool.distinctMembers);
    expect(shift(2)?.recall.share).toBeGreaterThan(shift(4)?.recall.share ?? 1);
  }, 120_000);

  it('calls the false one noise, though who paid did it more often', async () => {
    const found = await validated(FALSE_SIGNAL);
    expect(found.verdict.finding).toBe('noise');
    expect(found.afterEntry.ratio.low).toBeLessThan(1);
  }, 120_000);

  async function validated(text: string): Promise<ValidationAnswer> {
    const answer = await post('/api/v1/query', {
      kind: 'validation',
      cohort: definition(text),
      baseline: definition(COMPARABLE),
      goal: { names: [GOAL_EVENT], filters: [] },
      horizon: { amount: 14, unit: 'day' },
      instants: 13,
      every: { amount: 1, unit: 'week' },
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { answer: ValidationAnswer }).answer;
  }

  function post(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${temporary.secretKey}` };
    return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
});

function definition(text: string): object {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value;
}
