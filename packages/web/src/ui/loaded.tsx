import type { RunProgress } from '@cusp/engine/analyse/query/watch-progress.ts';
import { Progress } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Columns } from './columns.tsx';
import classes from './loaded.module.css';
import { ProblemNotice } from './problem-notice.tsx';
import { useLastProblem } from './use-last-problem.ts';

type Outline = number | readonly number[];

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data> & { readonly progress?: RunProgress | undefined };
  /** Heights of the outlines that stand there the first time, in px; a list among them are columns beside each other. */
  readonly skeleton?: readonly Outline[];
  readonly children: (data: NonNullable<Data>) => ReactNode;
}

/** What is lower stands for words, what is higher for a panel with lines in it. */
const LEAST_PANEL_PX = 60;

/**
 * What a query found. The first time a skeleton; while it is asked again the old picture, dimmed, under a thin bar; an error above the old picture,
 * with a retry.
 */
export function Loaded<Data>({ query, skeleton = [320], children }: LoadedProps<Data>) {
  const { data, isFetching, isPlaceholderData, progress, refetch } = query;
  const problem = useLastProblem(query);
  if (problem !== undefined) {
    return (
      <div className={classes.stack}>
        <ProblemNotice
          error={problem}
          safe="Nothing was changed."
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
        {data !== undefined && data !== null && <div className={classes.old}>{children(data)}</div>}
      </div>
    );
  }
  if (data === undefined || data === null) {
    return (
      <div className={classes.stack} aria-busy="true">
        {progress !== undefined && <Working progress={progress} />}
        <Outlines of={skeleton} />
      </div>
    );
  }
  return (
    <div className={classes.stack} aria-busy={isFetching}>
      {isFetching && <Working progress={progress} />}
      <div className={isPlaceholderData ? classes.old : undefined}>{children(data)}</div>
    </div>
  );
}

function Outlines({ of }: { readonly of: readonly Outline[] }) {
  return of.map((outline, i) =>
    typeof outline === 'number' ? (
      <div
        key={i}
        className={outline < LEAST_PANEL_PX ? classes.line : classes.block}
        style={{ height: outline }}
        aria-hidden
      />
    ) : (
      <Columns key={i}>
        <Outlines of={outline} />
      </Columns>
    ),
  );
}

function Working({ progress }: { readonly progress: RunProgress | undefined }) {
  const share = progress && progress.totalRows > 0 ? progress.readRows / progress.totalRows : undefined;
  return (
    <Progress
      className={classes.working}
      size={3}
      value={share === undefined ? 100 : Math.min(99, share * 100)}
      animated={share === undefined}
      aria-label="Working"
    />
  );
}
