import type { JourneyAnswer, JourneyStep } from '../../../analyse/journeys/result.ts';
import { bar, count, elapsed, percent } from '../../output/format.ts';
import { ask, type DemoContext, heading, say, tell } from '../demo-context.ts';
import { GOAL_EVENT } from '../world/truth.ts';

const WORDS = {
  returned: 'came back to it',
  workaround: 'worked around it',
  'something-else': 'did something else',
  left: 'left',
  open: 'not over yet',
} as const;

/** Step 3: what happens before the wall, and after? Do they come back to the blocked feature within 24 hours? */
export async function understand(context: DemoContext): Promise<void> {
  heading(context, 3, 'understand', 'what happens around the wall?');
  const answer = await ask<JourneyAnswer>(context, {
    kind: 'journey',
    anchor: { names: ['limit_hit'], filters: [] },
    window: { kind: 'last', duration: { amount: 60, unit: 'day' } },
    hide: ['paywall_modal_viewed'],
    returnTo: { sameProperty: 'feature', within: { amount: 24, unit: 'hour' } },
    goal: { event: { names: [GOAL_EVENT], filters: [] }, within: { amount: 14, unit: 'day' } },
    asOf: context.end,
  });
  say(context, `${count(answer.anchors)} walls hit by ${count(answer.units)} users in 60 days. Just before:`);
  say(
    context,
    ...shownSteps(answer.steps, -1),
    '',
    'Right after, within 30 minutes:',
    ...shownSteps(answer.steps, 1),
    '',
  );
  const outcomes = answer.outcomes
    .filter((row) => row.anchors > 0)
    .map((row) => `${percent(row.share, 0)} ${WORDS[row.outcome]}`);
  const { returns, goal } = answer;
  tell(
    context,
    `Within half an hour ${outcomes.join(', ')}.`,
    `${percent(returns.anchors.share, 0)} returned to the same blocked feature within 24 hours, half of them within ${elapsed(returns.medianMs)}.`,
    ...(goal === null
      ? []
      : [`${percent(goal.units.share, 0)} of these users upgraded within 14 days of a wall.`]),
  );
}

function shownSteps(steps: readonly JourneyStep[], step: number): string[] {
  return steps
    .filter((stop) => stop.step === step)
    .slice(0, 5)
    .map(({ node, share }) => {
      const name =
        node.kind === 'event'
          ? node.name
          : node.kind === 'entered'
            ? '(nothing)'
            : node.kind === 'left'
              ? '(left)'
              : `(${node.kind})`;
      return `${name.padEnd(20)} ${percent(share, 0).padStart(4)}  ${bar(share, 30)}`;
    });
}
