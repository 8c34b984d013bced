import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';
import { FIRST_OF_A_PROXY, isServerThere, untilServerIsBack } from './server-watch.ts';

const FRESH_MS = 30_000;
const MOST_RETRIES = 2;
const AGAIN_MS = 5_000;

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

/** No answer came at all, or that of a proxy in the server's place. A mistake of this page is neither. */
function isOfNoServer(error: unknown): boolean {
  return isOfNoLine(error) || (error instanceof ApiProblem && error.status >= FIRST_OF_A_PROXY);
}

function isOfNoLine(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 0;
}

/** While one failure is looked into, others are of the same. */
let isLookedInto = false;

function lookOut(error: unknown): void {
  // Nobody waits for it: a mutation would be under way for as long as its handlers are.
  if (isOfNoServer(error) && !isLookedInto) void lookInto();
}

/**
 * The one place that asks again by itself. A server that is gone is waited for. One that is there has been back before it was looked for, or the line
 * broke under some questions: those are asked again after a while; what a proxy refused is the page's to say.
 */
async function lookInto(): Promise<void> {
  isLookedInto = true;
  const isThere = await isServerThere();
  await (isThere ? new Promise((resolve) => setTimeout(resolve, AGAIN_MS)) : untilServerIsBack());
  // What fails from here on is looked into anew.
  isLookedInto = false;
  await queryClient.refetchQueries(
    { predicate: ({ state }) => (isThere ? isOfNoLine(state.error) : isOfNoServer(state.error)) },
    { cancelRefetch: false },
  );
}
