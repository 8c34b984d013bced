import { type RefObject, useEffect, useState } from 'react';

/** Whether what an element holds is wider than it, so that it scrolls. */
export function useIsWide(element: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const watch = new ResizeObserver(() => setWide(box.scrollWidth > box.clientWidth));
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    return () => watch.disconnect();
  }, [element]);
  return isWide;
}
