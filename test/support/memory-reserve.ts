import type { Reserve } from '../../packages/engine/src/activate/sync/daily-allowance.ts';

/** What the record store does for the requests of a day, for one process. */
export function memoryReserve(): Reserve {
  const reserved = new Map<number, number>();
  return async (day, wanted, perDay) => {
    const before = reserved.get(day) ?? 0;
    const granted = Math.max(0, Math.min(wanted, perDay - before));
    reserved.set(day, before + granted);
    return granted;
  };
}
