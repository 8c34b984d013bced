import { Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { QuestionOf } from '../../api/questions.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { quiet } from '../../ui/quiet.ts';
import type { ProfileSearch } from './search.ts';
import { TimelineChoice } from './timeline-choice.tsx';
import { TimelineRows } from './timeline-rows.tsx';
import { pageOf, useTimelinePages } from './use-timeline-pages.ts';

/** Rows are read when they are so near to those in sight. */
const AHEAD = 150;

export interface TimelineProps {
  readonly unit: 'user' | 'account';
  readonly id: string;
  readonly search: ProfileSearch;
  readonly onChange: (part: Partial<ProfileSearch>) => void;
}

/** Everything that happened, newest first. */
export function Timeline({ unit, id, search, onChange }: TimelineProps) {
  const question: QuestionOf<'lookup'> = {
    kind: 'lookup',
    of: 'timeline',
    unit,
    id,
    ...(search.show === undefined ? {} : { show: [...search.show] }),
    ...(search.event === undefined ? {} : { event: { names: [search.event], filters: [] } }),
  };
  return (
    <>
      <TimelineChoice search={search} onChange={onChange} />
      {/* Another question is another list, from its top. */}
      <Pages key={JSON.stringify(question)} question={question} />
    </>
  );
}

function Pages({ question }: { readonly question: QuestionOf<'lookup'> }) {
  const [sight, setSight] = useState({ first: 0, last: 0 });
  const { first, failed, known, entry } = useTimelinePages(question, sight.first, sight.last);
  const onSight = useCallback((from: number, to: number): void => {
    const next = { first: Math.max(0, from - AHEAD), last: to + AHEAD };
    // Drawn anew for another page, not for each row.
    setSight((now) =>
      pageOf(now.first) === pageOf(next.first) && pageOf(now.last) === pageOf(next.last) ? now : next,
    );
  }, []);
  if (first === undefined) return null;
  return (
    <Loaded query={quiet(first)} skeleton={[480]}>
      {({ answer }) =>
        answer.of === 'timeline' && answer.entries.length === 0 ? (
          <Text c="dimmed">Nothing of this kind happened.</Text>
        ) : (
          <>
            {failed !== undefined && (
              <ProblemNotice
                error={failed.error}
                safe="What was read before stands."
                onRetry={() => void failed.refetch()}
                isRetrying={failed.isFetching}
              />
            )}
            <TimelineRows count={known} entry={entry} onSight={onSight} />
          </>
        )
      }
    </Loaded>
  );
}
