import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';

/**
 * The most memory that the engine gave to one query of `work`, in MiB: looked at again and again while it runs, so that what is taken in the last
 * moments may be missed. It slows `work` down.
 */
export async function peakMemoryMib(store: EventStore, work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  let peak = 0;
  const looking = async (): Promise<void> => {
    while (!isDone) {
      const [row] = await store.query<{ peak: number }>(
        sql`SELECT toFloat64(max(peak_memory_usage)) AS peak FROM system.processes WHERE query NOT LIKE '%system.processes%'`,
      );
      peak = Math.max(peak, row?.peak ?? 0);
    }
  };
  const looks = looking();
  try {
    await work();
  } finally {
    isDone = true;
    await looks;
  }
  return peak / 1024 ** 2;
}
