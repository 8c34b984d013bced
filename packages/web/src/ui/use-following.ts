import { useEffect, useRef } from 'react';
import { type Paced, paced } from './paced.ts';

/** Runs `run` soon after `latest` has become another than it was, `everyMs` apart at least; not for the first one. */
export function useFollowing(latest: unknown, run: () => Promise<unknown>, everyMs: number): void {
  const newest = useRef(run);
  newest.current = run;
  const seen = useRef(latest);
  const pace = useRef<Paced>(undefined);
  useEffect(() => {
    pace.current = paced(() => newest.current(), everyMs);
    return () => pace.current?.stop();
  }, [everyMs]);
  useEffect(() => {
    if (latest === seen.current) return;
    seen.current = latest;
    pace.current?.ask();
  }, [latest]);
}
