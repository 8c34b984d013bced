import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { loadCharts } from '../charts/load-charts.ts';
import { STEPS, TOOLS } from './places.ts';

/** After the first page has come and drawn, and only then. */
const BEGIN_MS = 1_000;

/**
 * Loads the code of the other pages while the browser has nothing else to do, one after the other in the rail's order, and the charts' last: a first
 * visit then waits for nothing but its data. Not for who asked their browser to save data.
 */
export function useEarlyPages(): void {
  const router = useRouter();
  useEffect(() => {
    if (savesData()) return;
    const leave = new AbortController();
    const load = async (): Promise<void> => {
      for (const { to } of [...STEPS, ...TOOLS]) {
        await whenIdle(leave.signal);
        await router.loadRouteChunk(router.routesByPath[to]);
      }
      await whenIdle(leave.signal);
      await loadCharts();
    };
    const timer = setTimeout(() => {
      // What does not come now is loaded when its page is opened, which says what went wrong.
      load().catch(() => undefined);
    }, BEGIN_MS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [router]);
}

function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

/** Rejects once the signal is aborted. */
function whenIdle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => (signal.aborted ? reject(signal.reason) : resolve());
    if ('requestIdleCallback' in globalThis) requestIdleCallback(go);
    else setTimeout(go, 50);
  });
}
