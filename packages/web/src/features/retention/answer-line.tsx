import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import { differenceText, evidenceText } from '../../ui/comparison-text.ts';
import { counted, countText, shareText } from '../../ui/format.ts';
import { columnName, shownCurves } from './curves.ts';

/** What a retention says, in one sentence: the first interval after the start, and the last that is over for somebody. */
export function RetentionAnswerLine({ answer }: { readonly answer: RetentionAnswer }) {
  const [curve, other] = shownCurves(answer);
  if (curve === undefined || answer.overall.started === 0) return <>Nobody started in this time.</>;
  const cells = curve.overall.cells;
  const over = cells.filter(
    ({ returned, interval }) => returned.of > 0 && (answer.columns[interval]?.from ?? 0) > 0,
  );
  const [first, last] = [over[0], over.at(-1)];
  if (first === undefined || last === undefined)
    return (
      <>{counted(curve.overall.started, answer.unit)} started, and no interval after that is over yet.</>
    );
  const { share, low, high, of } = first.returned;
  const place = first.interval;
  const difference = answer.comparison?.differences[place];
  const compared = other?.comparison?.[place];
  return (
    <>
      {curve.name !== 'Everybody' && (
        <>
          <bdi>{curve.name}</bdi>:{' '}
        </>
      )}
      {shareText(share)} came back in {columnName(answer, place).toLowerCase()} (95% CI {shareText(low)}–
      {shareText(high)}, n = {countText(of)})
      {last !== first && (
        <>
          , {shareText(last.returned.share)} in {columnName(answer, last.interval).toLowerCase()}
        </>
      )}
      .
      {difference && difference.estimate !== null && <> Against the baseline {differenceText(difference)}.</>}
      {compared && other && (
        <>
          {' '}
          <bdi>{other.name}</bdi> against it: {differenceText(compared.difference)}, {evidenceText(compared)}.
        </>
      )}
    </>
  );
}
