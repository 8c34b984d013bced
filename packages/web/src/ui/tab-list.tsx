import { Tabs, type TabsListProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

export interface TabListProps extends TabsListProps {
  /** The tab that is open. */
  readonly active: string;
}

/** The tabs of a page. Where they are wider than a phone they scroll, and the open one is always in sight. */
export function TabList({ active, ...list }: TabListProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tab is open is read from the page
  useEffect(() => {
    const list = box.current;
    if (list === null) return;
    const watch = new ResizeObserver(() => {
      const tab = list.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
      if (tab !== null) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
    });
    watch.observe(list);
    return () => watch.disconnect();
  }, [active]);
  return <Tabs.List ref={box} {...list} />;
}
