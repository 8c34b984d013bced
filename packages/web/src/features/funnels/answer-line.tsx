import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import { evidenceText } from '../../ui/comparison-text.ts';
import { counted, countText, elapsedText, shareText, timesText } from '../../ui/format.ts';

/** What a funnel says, in one sentence; with segments also how the second compares with the first. */
export function FunnelAnswerLine({ answer }: { readonly answer: FunnelAnswer }) {
  const first = answer.steps[0];
  const last = answer.steps.at(-1);
  if (first === undefined || last === undefined || first.count === 0) {
    return <>Nobody did the first step in this time.</>;
  }
  const { share, low, high } = last.ofFirst;
  return (
    <>
      {shareText(share)} of {counted(first.count, countedAs(answer))} got to the last step (95% CI{' '}
      {shareText(low)}–{shareText(high)})
      {last.medianMsFromFirst !== null && <>, half of them within {elapsedText(last.medianMsFromFirst)}</>}.
      {answer.open > 0 && <> {countText(answer.open)} still have time to.</>}
      <SecondSegment answer={answer} />
    </>
  );
}

function countedAs({ count, unit }: FunnelAnswer): string {
  if (count === 'units') return unit;
  return count === 'totals' ? 'attempt' : 'path';
}

function SecondSegment({ answer: { segments } }: { readonly answer: FunnelAnswer }) {
  const [base, second] = segments?.rows ?? [];
  const comparison = second?.comparison;
  if (base === undefined || second === undefined || !comparison || comparison.ratio.estimate === null)
    return null;
  return (
    <>
      {' '}
      <bdi>{second.name}</bdi> converted {timesText(comparison.ratio.estimate)} as often as{' '}
      <bdi>{base.name}</bdi>: {evidenceText(comparison)}.
    </>
  );
}
