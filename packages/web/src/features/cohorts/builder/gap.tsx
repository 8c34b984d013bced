import { useDndContext, useDroppable } from '@dnd-kit/core';
import type { Gap } from '../tree/edits.ts';
import { isIdle } from '../tree/gaps.ts';
import type { Path } from '../tree/path.ts';
import classes from './builder.module.css';

/** Where a dragged condition may be put down: between two of a group, or at its ends. */
export function GapZone({ gap }: { readonly gap: Gap }) {
  const { active } = useDndContext();
  const dragged = active?.data.current?.path as Path | undefined;
  const { setNodeRef, isOver } = useDroppable({
    id: `gap ${gap.group.join('.')} ${gap.index}`,
    data: { gap },
    disabled: dragged === undefined || isIdle(dragged, gap),
  });
  return <div ref={setNodeRef} className={classes.gap} data-over={isOver} aria-hidden />;
}
