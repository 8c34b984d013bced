import type { TimelineEntry } from '@cusp/engine/analyse/lookup/result.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import classes from './timeline.module.css';
import { TimelineRow } from './timeline-row.tsx';

const ROW_PX = 32;

export interface TimelineRowsProps {
  readonly count: number;
  /** What happened in a row; undefined while it is not read. */
  readonly entry: (row: number) => TimelineEntry | undefined;
  /** Is told which rows are in sight. */
  readonly onSight: (first: number, last: number) => void;
}

/** A list of which the rows in sight alone are drawn. */
export function TimelineRows({ count, entry, onSight }: TimelineRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<number>();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 24,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSight(first, last), [first, last, onSight]);
  return (
    // A list that scrolls has to take the keyboard's focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div ref={box} className={classes.box} tabIndex={0} role="feed" aria-label="Timeline, newest first">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const here = entry(index);
          return (
            <div
              key={index}
              ref={here === undefined ? undefined : virtual.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              {here === undefined ? (
                <div className={classes.unread} aria-hidden />
              ) : (
                <TimelineRow
                  entry={here}
                  before={index === 0 ? undefined : (entry(index - 1) ?? here)}
                  isOpen={opened === index}
                  onToggle={() => setOpened(opened === index ? undefined : index)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
