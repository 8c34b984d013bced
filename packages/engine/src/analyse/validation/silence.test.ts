import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../util/random.ts';
import { backtestAnswer } from '../backtest/answer.ts';
import { CourseCollector } from '../backtest/course-collector.ts';
import type { Finding } from '../backtest/result.ts';

const DAY = 86_400_000;
const INSTANTS = Array.from({ length: 8 }, (_, i) => (i + 1) * 7 * DAY);
const HORIZON = 14 * DAY;
const AS_OF = 100 * DAY;
const WORLDS = 400;

/**
 * Worlds of 800 people whose membership lasts for weeks and who convert at rates of their own, so that one person's instants are alike. With
 * `pull` 1 the labels are shuffled: who is a member says nothing about who converts.
 */
function findings(pull: number): ReadonlyMap<Finding, number> {
  const source = seededRandom(41);
  const random = (): number => source.next();
  const found = new Map<Finding, number>();
  for (let world = 0; world < WORLDS; world += 1) {
    const collector = new CourseCollector({ instants: INSTANTS, horizonMs: HORIZON, firstTime: true });
    for (let person = 0; person < 800; person += 1) {
      const isMember = random() < 0.25;
      const from = random() * 60 * DAY;
      const members = isMember ? [{ from, to: from + (7 + random() * 60) * DAY }] : [];
      const eager = random() < 0.3 ? 0.012 : 0.002;
      const rate = isMember ? eager * pull : eager;
      const at = (isMember && pull > 1 ? from : 0) - (Math.log(1 - random()) / rate) * DAY;
      collector.add({ knownSince: 0, members, others: undefined, goals: [at] });
    }
    const spec = { unit: 'user', firstTime: true } as const;
    const { finding } = backtestAnswer(spec, INSTANTS, AS_OF, HORIZON, collector.courses).verdict;
    found.set(finding, (found.get(finding) ?? 0) + 1);
  }
  return found;
}

describe('the verdict', () => {
  it('is silent over shuffled labels at the stated rate: 2.5% on each side', () => {
    const found = findings(1);
    // More than 20 of 400 at a rate of 2.5% come about once in 1,000 times.
    expect(found.get('signal') ?? 0).toBeLessThanOrEqual(20);
    expect(found.get('opposite') ?? 0).toBeLessThanOrEqual(20);
    expect((found.get('signal') ?? 0) + (found.get('opposite') ?? 0)).toBeGreaterThan(2);
  });

  it('finds members who convert six times as readily nearly always', () => {
    expect(findings(6).get('signal') ?? 0).toBeGreaterThan(WORLDS * 0.95);
  });
});
