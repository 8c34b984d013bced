import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { ratioText } from '../../ui/comparison-text.ts';
import { Figures } from '../../ui/figures.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';

/** The numbers behind the verdict, side by side. */
export function VerdictFigures({ answer: { backtest } }: { readonly answer: ValidationAnswer }) {
  const { ratio, members, others, recall, distinctMembers, medianLeadMs } = backtest.pool;
  return (
    <Figures
      figures={[
        ['Lift (95% CI)', ratioText(ratio)],
        ['Members who reach the goal (precision)', shareText(members.share)],
        ['Baseline', shareText(others.share)],
        ['Of all who reach it, members (recall)', shareText(recall.share)],
        ['Different members', countText(distinctMembers)],
        ['Median time to the goal', elapsedText(medianLeadMs)],
      ]}
    />
  );
}
