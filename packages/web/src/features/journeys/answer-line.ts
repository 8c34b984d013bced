import type { JourneyPart, Outcome } from '@cusp/engine/analyse/journeys/result.ts';
import { counted, countText, elapsedText, shareText } from '../../ui/format.ts';
import { proseName } from '../../ui/prose-name.ts';

/** What became of the anchors, in a sentence or two. */
export function journeyAnswer(part: JourneyPart, unit: string, anchor: string): string {
  const { anchors, units, outcomes, returns, passage } = part;
  const name = proseName(anchor);
  if (anchors === 0) return `Nobody did ${name} in this time.`;
  const share = (outcome: Outcome): number => outcomes.find((row) => row.outcome === outcome)?.share ?? 0;
  const first = `${countText(anchors)} × ${name} by ${counted(units, unit)}: ${shareText(share('returned'), 0)} came back to it, ${
    share('workaround') > 0 ? `${shareText(share('workaround'), 0)} tried a workaround, ` : ''
  }${shareText(share('something-else'), 0)} did something else, ${shareText(share('left'), 0)} left.`;
  const back =
    returns.anchors.share === null
      ? ''
      : ` ${shareText(returns.anchors.share, 0)} returned within ${elapsedText(returns.withinMs)}${
          returns.medianMs === null ? '' : `, half of them within ${elapsedText(returns.medianMs)}`
        }.`;
  const reached =
    passage === null || passage.converted.share === null
      ? ''
      : ` ${shareText(passage.converted.share)} of the ${unit}s got to the end.`;
  return `${first}${back}${reached}`;
}
