import type { TimelineEntry } from '@cusp/engine/analyse/lookup/result.ts';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answered, ask } from '../../api/ask.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { useProject } from '../../api/use-project.ts';

const PAGE = 300;
/** What is out of sight is forgotten after so long, and asked again when it is scrolled to: a long history never stands in memory as a whole. */
const KEPT_MS = 20_000;

type Page = Answered<'lookup'>;

/** The page of a timeline that a row is on. */
export function pageOf(row: number): number {
  return Math.floor(row / PAGE);
}

/**
 * The pages of a timeline that hold the rows from `first` to `last`, in sight or soon to be. `question` is a timeline without a cursor; what is read
 * belongs to this mount, so that pages read later fit to those read before.
 */
export function useTimelinePages(question: QuestionOf<'lookup'>, first: number, last: number) {
  const project = useProject();
  const [opened] = useState(Date.now);
  // Where each page begins that is known to be there.
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const [known, setKnown] = useState(0);
  const to = Math.min(pageOf(last), cursors.length - 1);
  const from = Math.min(pageOf(first), to);
  // The first page stays: events that came in meanwhile would move it, and leave a hole behind it.
  const wanted = [0, ...Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((page) => page > 0)];
  const pages = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ['timeline', project, question, opened, cursors[page]],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<'lookup'>(
          {
            ...question,
            limit: PAGE,
            ...(cursors[page] === undefined ? {} : { before: cursors[page] }),
          } as QuestionOf<'lookup'>,
          signal,
        ),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEPT_MS,
    })),
  });
  const newest = wanted.at(-1) ?? 0;
  const read = timelineOf(pages.at(-1)?.data);
  useEffect(() => {
    if (read === undefined) return;
    setKnown((rows) => Math.max(rows, newest * PAGE + read.entries.length));
    if (read.next === null) return;
    setCursors((all) => (all.length > newest + 1 ? all : [...all, read.next ?? undefined]));
  }, [read, newest]);
  const byPage = new Map(wanted.map((page, i) => [page, timelineOf(pages[i]?.data)?.entries]));
  return {
    first: pages[0],
    /** A page that could not be read, but for the first. */
    failed: pages.slice(1).find(({ error }) => error !== null),
    /** How many rows are known to be there. */
    known,
    /** What happened in a row; undefined while it is not read. */
    entry: (row: number): TimelineEntry | undefined => byPage.get(pageOf(row))?.[row % PAGE],
  };
}

function timelineOf(page: Page | undefined) {
  return page?.answer.of === 'timeline' ? page.answer : undefined;
}
