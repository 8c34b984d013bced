import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';

/** The kinds of cohorts that a product with plans and limits has, `N` being another number and another event in each copy. */
const SHAPES: readonly string[] = [
  'users who did eventA at least 3 times in the last 14 days and have plan = "free"',
  'users who did eventA then eventB within 7 days, in the last 30 days',
  'users who did not do eventA in the last 7 days and did eventB at least 2 times in the last 30 days',
  'users who did eventA where limit = "seats" at least 2 times in the last 14 days or did eventB exactly 1 time in the last 3 days',
  'users who first seen in the last 30 days and did eventA',
  'users who did any of (eventA, eventB) more than 5 times in the last 28 days and have seats > 3',
  'users who did eventA since 2026-01-01 and not did eventB in the last 24 hours',
  'users who have plan != "enterprise" and (did eventA at least 4 times in the last 7 days or did eventB then eventA within 1 day)',
  'users who did eventA in the first 7 days and did eventB in the last 7 days',
  'users who did eventA fewer than 2 times in the last 10 days and did eventB at least 3 times in the last 60 days',
];

export const EVENT_KINDS = 20;

export function eventName(n: number): string {
  return `event_${n % EVENT_KINDS}`;
}

/** `count` cohorts of mixed clauses. */
export function definitions(count: number): readonly CohortDefinition[] {
  return Array.from({ length: count }, (_, i) => {
    const shape = SHAPES[i % SHAPES.length] ?? '';
    const text = shape
      .replaceAll('eventA', eventName(i))
      .replaceAll('eventB', eventName(i * 7 + 3))
      .replace(/in the last (\d+) days/g, (_all, days) => `in the last ${Number(days) + (i % 3)} days`);
    const parsed = parseCohort(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.problems[0]?.message}`);
    return parsed.value;
  });
}
