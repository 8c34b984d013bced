import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServerEvent } from '../../../api/server-events.ts';
import { type StreamState, useServerEvents } from '../../../api/use-server-events.ts';
import type { CohortWhole, LiveState, Transition } from '../cohort-types.ts';

const MOST_KEPT = 50;

export interface LiveCohort {
  /** Those that came since the page was opened, the newest first. */
  readonly fresh: readonly Transition[];
  readonly stream: StreamState | 'none';
}

/** Follows who comes and goes, and the cohort's state; its size in the page goes along. */
export function useLiveCohort(project: string, cohort: CohortWhole): LiveCohort {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<readonly Transition[]>([]);
  const { id } = cohort;
  const isKept = cohort.archivedAt === null && cohort.live.state !== 'off';
  const change = (part: (live: LiveState) => Partial<LiveState>): void => {
    client.setQueryData<CohortWhole>(['cohorts', project, id], (now) =>
      now === undefined ? now : { ...now, live: { ...now.live, ...part(now.live) } },
    );
  };
  const onEvent = ({ event, data }: ServerEvent): void => {
    if (event === 'state') {
      const state = data as LiveState;
      const isOther = state.version !== cohort.live.version || state.state !== cohort.live.state;
      change(() => state);
      // Another version is read now: everything about the cohort may differ.
      if (isOther) void client.invalidateQueries({ queryKey: ['cohorts', project] });
    }
    if (event === 'transition') {
      const transition = data as Transition;
      setFresh((before) =>
        before.some(({ ordinal }) => ordinal === transition.ordinal)
          ? before
          : [transition, ...before].slice(0, MOST_KEPT),
      );
      change(({ size }) => ({
        size: size === null ? null : size + (transition.direction === 'entered' ? 1 : -1),
        lastTransition: transition.at,
      }));
    }
  };
  const stream = useServerEvents(
    isKept ? `/api/v1/cohorts/${encodeURIComponent(id)}/transitions?stream=1` : undefined,
    onEvent,
  );
  return { fresh, stream: isKept ? stream : 'none' };
}
