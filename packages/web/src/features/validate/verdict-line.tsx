import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { Badge } from '@mantine/core';
import { counted, countText, shareText, timesText } from '../../ui/format.ts';
import { FINDINGS } from './findings.ts';
import { heldMonths } from './months.ts';
import { neededData } from './needed-data.ts';

/** Signal or noise, in one sentence, with its numbers and how long it has held; or what is missing to say. */
export function VerdictLine({ answer }: { readonly answer: ValidationAnswer }) {
  const { backtest, verdict, months } = answer;
  const { word, color } = FINDINGS[verdict.finding];
  const { held, of } = heldMonths(months);
  return (
    <>
      <Badge
        component="span"
        variant="outline"
        radius="sm"
        mr={8}
        styles={{ root: { color, borderColor: color, textTransform: 'none' } }}
      >
        {word}
      </Badge>
      <Numbers answer={answer} />
      {verdict.finding === 'noise' && <> Being a member says nothing useful about reaching the goal.</>}
      {verdict.finding === 'opposite' && (
        <> Members reach the goal less often: reaching them out may do harm.</>
      )}
      {verdict.finding === 'not-enough-data' && <> {neededData(backtest)}</>}
      {verdict.finding === 'signal' && of > 0 && (
        <>
          {' '}
          {of === 1
            ? `It was looked at in one month, and ${held === 1 ? 'held' : 'did not hold by itself'}.`
            : `It held in ${held} of the ${of} months looked at.`}
        </>
      )}
    </>
  );
}

function Numbers({ answer: { backtest } }: { readonly answer: ValidationAnswer }) {
  const { ratio, members, others, instants } = backtest.pool;
  if (instants === 0 || members.of === 0) return <>Nobody was a member at the moments looked at.</>;
  const interval =
    ratio.high === null
      ? `95% CI from ${timesText(ratio.low ?? 0)}`
      : `95% CI ${timesText(ratio.low)}–${timesText(ratio.high)}`;
  return (
    <>
      {ratio.estimate === null
        ? 'Members reached the goal, others never did'
        : `Members reach the goal ${timesText(ratio.estimate)} as often as the baseline`}{' '}
      ({interval}): {shareText(members.share)} against {shareText(others.share)}, n = {countText(members.of)}{' '}
      looks at {counted(backtest.pool.distinctMembers, 'member')} over {counted(instants, 'moment')}.
    </>
  );
}
