import type { ReactNode } from 'react';
import type { SyncWhole } from '../../api/syncs.ts';
import { Figures } from '../../ui/figures.tsx';
import { countText } from '../../ui/format.ts';
import { When } from '../../ui/when.tsx';

/** The figures of a sync side by side. */
export function SyncNumbers({ sync }: { readonly sync: SyncWhole }) {
  const figures: readonly (readonly [string, ReactNode])[] = [
    ['Wanted', countText(sync.wanted)],
    ['There', countText(sync.there)],
    ['Pending', countText(sync.pending)],
    ['Rejected', countText(sync.rejected)],
    ['Unresolved', countText(sync.unresolved)],
    ['Last good', <When key="good" at={sync.goodAt} />],
    ['Compared', <When key="compared" at={sync.comparedAt} />],
  ];
  return <Figures figures={figures} />;
}
