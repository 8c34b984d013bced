import type { RunProgress } from '@cusp/engine/analyse/query/watch-progress.ts';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Answered, ask } from './ask.ts';
import { currentProject } from './current-project.ts';
import type { Answers, QuestionOf } from './questions.ts';

export type QuestionResult<Kind extends keyof Answers> = UseQueryResult<Answered<Kind>> & {
  /** How far the engine has come; undefined before it says so, and when it is done. */
  readonly progress: RunProgress | undefined;
};

/**
 * The answer to a question, asked again whenever it changes. While a new one is worked on the old answer stays as `isPlaceholderData`; the engine
 * is told to stop when nobody wants the answer any more. When asking fails the old answer stays, too, beside the error. `spec` undefined: nothing is asked yet.
 */
export function useQuestion<Kind extends keyof Answers>(
  spec: QuestionOf<Kind> | undefined,
): QuestionResult<Kind> {
  const [progress, setProgress] = useState<RunProgress>();
  const result = useQuery({
    queryKey: ['question', currentProject(), spec],
    queryFn: async ({ signal }) => {
      setProgress(undefined);
      return ask<Kind>(spec as QuestionOf<Kind>, signal, setProgress);
    },
    enabled: spec !== undefined,
    placeholderData: keepPreviousData,
  });
  const kept = useRef<Answered<Kind>>(undefined);
  kept.current = spec === undefined ? undefined : (result.data ?? kept.current);
  const isKept = result.error !== null && result.data === undefined && kept.current !== undefined;
  return {
    ...result,
    ...(isKept && { data: kept.current, isPlaceholderData: true }),
    progress: result.isFetching ? progress : undefined,
  } as QuestionResult<Kind>;
}
