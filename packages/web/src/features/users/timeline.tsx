import { Chip, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../../api/ask.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useProject } from '../../api/use-project.ts';
import { EventSelect } from '../../ui/fields/event-select.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { entryKey } from './entry-key.ts';
import { type ProfileSearch, SHOWN, type Shown } from './search.ts';
import classes from './timeline.module.css';
import { TimelineRow } from './timeline-row.tsx';

const PAGE = 300;
const ROW_PX = 32;
/** The next page is asked for when so many rows are left below the last one in sight. */
const AHEAD = 120;

const NAMES: Readonly<Record<Shown, string>> = {
  event: 'Events',
  session: 'Sessions',
  property: 'Properties',
  cohort: 'Cohorts',
  touch: 'Syncs and messages',
};

export interface TimelineProps {
  readonly unit: 'user' | 'account';
  readonly id: string;
  readonly search: ProfileSearch;
  readonly onChange: (part: Partial<ProfileSearch>) => void;
}

/** Everything that happened, newest first. Only the rows in sight are drawn, and pages come before the end is reached. */
export function Timeline({ unit, id, search, onChange }: TimelineProps) {
  const project = useProject();
  const shown = search.show ?? SHOWN;
  const question: QuestionOf<'lookup'> = {
    kind: 'lookup',
    of: 'timeline',
    unit,
    id,
    limit: PAGE,
    ...(search.show === undefined ? {} : { show: [...search.show] }),
    ...(search.event === undefined ? {} : { event: { names: [search.event], filters: [] } }),
  };
  const pages = useInfiniteQuery({
    queryKey: ['timeline', project, question],
    queryFn: ({ pageParam, signal }) =>
      ask<'lookup'>(
        { ...question, ...(pageParam === undefined ? {} : { before: pageParam }) } as typeof question,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ answer }) => (answer.of === 'timeline' ? (answer.next ?? undefined) : undefined),
  });
  return (
    <>
      <Group gap={6} mb="sm">
        {SHOWN.map((kind) => (
          <Chip
            key={kind}
            size="xs"
            checked={shown.includes(kind)}
            onChange={(isOn) => {
              const next = SHOWN.filter((each) => (each === kind ? isOn : shown.includes(each)));
              onChange({ show: next.length === 0 || next.length === SHOWN.length ? undefined : next });
            }}
          >
            {NAMES[kind]}
          </Chip>
        ))}
        <EventSelect
          label="Only this event"
          placeholder="Only one event"
          value={search.event ?? ''}
          width={200}
          onChange={(event) => onChange({ event, show: ['event'] })}
        />
        {search.event !== undefined && (
          <Chip size="xs" checked onChange={() => onChange({ event: undefined, show: undefined })}>
            All events
          </Chip>
        )}
      </Group>
      <Loaded query={pages} skeleton={[480]}>
        {({ pages: read }) => (
          <Rows
            entries={read.flatMap(({ answer }) => (answer.of === 'timeline' ? answer.entries : []))}
            hasMore={pages.hasNextPage}
            onMore={() => {
              if (!pages.isFetchingNextPage) void pages.fetchNextPage();
            }}
          />
        )}
      </Loaded>
    </>
  );
}

type Entries = readonly Parameters<typeof TimelineRow>[0]['entry'][];

interface RowsProps {
  readonly entries: Entries;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

function Rows({ entries, hasMore, onMore }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<string>();
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entryKey(entries[index]),
    overscan: 24,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - AHEAD) onMore();
  }, [hasMore, last, entries.length, onMore]);
  if (entries.length === 0) return <Text c="dimmed">Nothing of this kind happened.</Text>;
  return (
    // A list that scrolls has to take the keyboard's focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div ref={box} className={classes.box} tabIndex={0} role="feed" aria-label="Timeline, newest first">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TimelineRow
                entry={entry}
                before={entries[index - 1]}
                isOpen={opened === key}
                onToggle={() => setOpened(opened === key ? undefined : String(key))}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
