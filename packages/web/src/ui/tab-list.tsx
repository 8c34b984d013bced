import { Tabs, type TabsListProps } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';

export interface TabListProps extends TabsListProps {
  /** The tab that is open. */
  readonly active: string;
}

/** The tabs of a page. Where they are wider than a phone they scroll, and the open one is always in sight. */
export function TabList({ active, ...list }: TabListProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tab is open is read from the page
  useLayoutEffect(() => {
    const tab = box.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    if (box.current === null || tab === null || tab === undefined) return;
    const { clientWidth } = box.current;
    box.current.scrollLeft = tab.offsetLeft - (clientWidth - tab.offsetWidth) / 2;
  }, [active]);
  return <Tabs.List ref={box} {...list} />;
}
