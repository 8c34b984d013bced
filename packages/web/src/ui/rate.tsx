import type { Proportion } from '@cusp/engine/util/statistics/proportion.ts';
import { Tooltip } from '@mantine/core';
import { countText, shareText } from './format.ts';

/** A share with its interval and sample size on hover, and "n =" beside it unless it is told elsewhere. */
export function Rate({ of, showN = true }: { readonly of: Proportion | null; readonly showN?: boolean }) {
  if (of === null || of.of === 0) return <span>–</span>;
  const { share, low, high } = of;
  return (
    <Tooltip
      label={`95% CI ${shareText(low)} to ${shareText(high)}, ${countText(of.count)} of ${countText(of.of)}`}
    >
      <span>
        {shareText(share)}
        {showN && <small style={{ color: 'var(--mantine-color-dimmed)' }}> n = {countText(of.of)}</small>}
      </span>
    </Tooltip>
  );
}
