import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';

/** What went wrong with a query last, kept while it is asked again, so that the notice does not come and go; undefined when all is well. */
export function useLastProblem({
  error,
  data,
  isFetching,
}: Pick<UseQueryResult, 'error' | 'data' | 'isFetching'>): Error | undefined {
  const last = useRef<Error>(undefined);
  if (error !== null) last.current = error;
  else if (!isFetching || data !== undefined) last.current = undefined;
  return last.current;
}
