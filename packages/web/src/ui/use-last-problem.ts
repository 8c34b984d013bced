import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { asProblem } from '../api/problem.ts';

const AGAIN_MS = 5_000;

/**
 * What went wrong with a query last, kept while it is asked again, so that the notice does not come and go; undefined when all is well. A server
 * that cannot be reached is asked again by itself until it is back.
 */
export function useLastProblem({
  error,
  data,
  isFetching,
  refetch,
}: Pick<UseQueryResult, 'error' | 'data' | 'isFetching' | 'refetch'>): Error | undefined {
  const last = useRef<Error>(undefined);
  if (error !== null) last.current = error;
  else if (!isFetching || data !== undefined) last.current = undefined;
  const isLost = error !== null && asProblem(error).status === 0;
  useEffect(() => {
    if (!isLost || isFetching) return;
    const timer = setTimeout(() => void refetch(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isLost, isFetching, refetch]);
  return last.current;
}
