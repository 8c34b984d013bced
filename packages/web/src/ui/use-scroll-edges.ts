import { type RefObject, useEffect, useState } from 'react';

/** At which sides an element holds more than is in sight. */
export interface ScrollEdges {
  readonly left: boolean;
  readonly right: boolean;
}

const NONE: ScrollEdges = { left: false, right: false };

/** Follows what an element scrolls sideways: by itself, by a finger, and as it or what it holds changes in size. */
export function useScrollEdges(element: RefObject<HTMLElement | null>): ScrollEdges {
  const [edges, setEdges] = useState(NONE);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const look = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = box;
      // A place between two pixels is no more to see.
      const [left, right] = [scrollLeft > 1, scrollLeft + clientWidth < scrollWidth - 1];
      setEdges((now) => (now.left === left && now.right === right ? now : { left, right }));
    };
    const watch = new ResizeObserver(look);
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [element]);
  return edges;
}
