import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import { counted, countText, elapsedText, shareText } from '../../ui/format.ts';

/** What a funnel says, in one sentence. */
export function FunnelAnswerLine({ answer }: { readonly answer: FunnelAnswer }) {
  const first = answer.steps[0];
  const last = answer.steps.at(-1);
  if (first === undefined || last === undefined || first.count === 0) {
    return <>Nobody did the first step in this time.</>;
  }
  const { share, low, high } = last.ofFirst;
  const unit = answer.count === 'totals' ? 'attempt' : answer.unit;
  return (
    <>
      {shareText(share)} of {counted(first.count, unit)} got to the last step (95% CI {shareText(low)}–
      {shareText(high)})
      {last.medianMsFromFirst !== null && <>, half of them within {elapsedText(last.medianMsFromFirst)}</>}.
      {answer.open > 0 && <> {countText(answer.open)} still have time to.</>}
    </>
  );
}
