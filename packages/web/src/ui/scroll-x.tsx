import { type ReactNode, useEffect, useRef } from 'react';
import { ScrollFrame } from './scroll-frame.tsx';

export interface ScrollXProps {
  /** In px: what is in it is never narrower. */
  readonly minWidth: number;
  /** What stands in the middle at first, as a share of the width; its beginning stands at the left when left out. */
  readonly middle?: number;
  readonly children: ReactNode;
}

/** Something too wide for the page, such as forty bars, scrolls by itself. */
export function ScrollX({ minWidth, middle, children }: ScrollXProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null || middle === undefined) return;
    const { scrollWidth, clientWidth } = box.current;
    box.current.scrollLeft = scrollWidth * middle - clientWidth / 2;
  }, [middle]);
  return (
    <ScrollFrame boxRef={box}>
      <div style={{ minWidth }}>{children}</div>
    </ScrollFrame>
  );
}
