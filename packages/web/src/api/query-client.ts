import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem.ts';

const FRESH_MS = 30_000;
const MOST_RETRIES = 2;

/** What was asked is kept and shown again at once; only a server that cannot be reached, or that failed, is asked again by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => {
        const { status } = asProblem(error);
        return (status === 0 || status >= 502) && failures < MOST_RETRIES;
      },
      refetchOnWindowFocus: false,
    },
  },
});
