import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem.ts';
import { isServerThere, untilServerIsBack } from './server-watch.ts';

const FRESH_MS = 30_000;
const MOST_RETRIES = 2;

/**
 * What was asked is kept and shown again at once; only a server that cannot be reached, or that failed, is asked again by itself: a few times at
 * once, and when it is back after it was gone.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: lookOut }),
  mutationCache: new MutationCache({ onError: lookOut }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => isOfNoServer(error) && failures < MOST_RETRIES,
      refetchOnWindowFocus: false,
      // The server may be on this very machine: whether there is a network says nothing of it.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

function isOfNoServer(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 0 || status >= 502;
}

/** One question may fail while the server is there: that is the page's to say. */
function lookOut(error: unknown): void {
  // Nobody waits for it: a mutation would be under way for as long as its handlers are.
  if (isOfNoServer(error)) void waitForServer();
}

async function waitForServer(): Promise<void> {
  if (await isServerThere()) return;
  await untilServerIsBack();
  await askAgain();
}

function askAgain(): Promise<void> {
  return queryClient.refetchQueries({ predicate: ({ state }) => isFailed(state.error) });
}

function isFailed(error: unknown): boolean {
  return error !== null && isOfNoServer(error);
}
