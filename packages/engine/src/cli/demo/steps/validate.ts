import type { BacktestAnswer } from '../../../analyse/backtest/result.ts';
import { DAY_MS } from '../../../model/time.ts';
import { count, instantText, percent, short } from '../../output/format.ts';
import { table } from '../../output/table.ts';
import { ask, type DemoContext, heading, say, tell } from '../demo-context.ts';
import { GOAL_EVENT } from '../world/truth.ts';
import { ACTIVE_FREE, READY, THEME } from './define.ts';

const FORTNIGHTLY = [90, 75, 60, 45, 30, 15];
/** More instants narrow the interval: what is not there takes more showing than what is. */
const WEEKLY = [98, 91, 84, 77, 70, 63, 56, 49, 42, 35, 28, 21, 14];

/** Step 2: signal or noise? A backtest without lookahead of the signal and of its rival, and what a plain look would have said. */
export async function validate(context: DemoContext): Promise<void> {
  heading(context, 2, 'validate', 'is it a signal, or noise?');
  const ready = await backtest(context, READY, FORTNIGHTLY);
  say(
    context,
    `"${READY}" at past instants, upgrades in the 14 days after:`,
    '',
    table(
      ready.instants,
      [
        { title: 'as of', cell: (i) => instantText(i.at).slice(0, 10) },
        { title: 'members', cell: (i) => count(i.members.of), right: true },
        { title: 'upgraded', cell: (i) => percent(i.members.share), right: true },
        { title: 'others', cell: (i) => count(i.others.of), right: true },
        { title: 'upgraded', cell: (i) => percent(i.others.share), right: true },
        {
          title: 'lift',
          cell: (i) => (i.mature ? `${short(i.ratio.estimate)}x` : 'not over yet'),
          right: true,
        },
      ],
      74,
    ),
    '',
  );
  tell(context, ready.verdict.sentence);
  const theme = await backtest(context, THEME, WEEKLY);
  const naive = await plainLook(context);
  say(context, '');
  tell(
    context,
    `And "${THEME}"? A plain look says that ${short(naive)} times as many of those who ever did it upgraded. ` +
      `The backtest: ${theme.verdict.sentence}`,
    'Many change the theme once they have paid; without lookahead nothing is left of it.',
  );
}

function backtest(
  context: DemoContext,
  cohort: string,
  daysBack: readonly number[],
): Promise<BacktestAnswer> {
  const day = (back: number): number => context.end - back * DAY_MS;
  return ask(context, {
    kind: 'backtest',
    cohort,
    baseline: ACTIVE_FREE,
    goal: { names: [GOAL_EVENT], filters: [] },
    horizon: { amount: 14, unit: 'day' },
    instants: daysBack.map(day),
    asOf: context.end,
  });
}

/** Upgraders among all who ever changed the theme, over upgraders among all who never did: the comparison that misleads. */
async function plainLook(context: DemoContext): Promise<number> {
  const did = 'did theme_changed';
  const size = async (text: string): Promise<number> =>
    (
      await context.engine.request<{ size: number }>('POST', '/api/v1/cohorts/preview', {
        text: `users who ${text}`,
        asOf: context.end,
      })
    ).size;
  const upgraded = `did ${GOAL_EVENT}`;
  const [both, all, without, rest] = await Promise.all([
    size(`${did} and ${upgraded}`),
    size(did),
    size(`not ${did} and ${upgraded}`),
    size(`not ${did}`),
  ]);
  return both / all / (without / rest);
}
