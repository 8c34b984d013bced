import { useRef } from 'react';

/** Keys of steps that stay with them as they are moved and removed: `order` is the places that the steps had before. */
export function useStepKeys(count: number): {
  readonly keys: readonly string[];
  readonly reorder: (order: readonly number[]) => void;
} {
  const made = useRef(0);
  const keys = useRef<readonly string[]>([]);
  if (keys.current.length !== count) {
    keys.current = Array.from({ length: count }, (_, i) => {
      made.current += 1;
      return keys.current[i] ?? `step-${made.current}`;
    });
  }
  return {
    keys: keys.current,
    reorder: (order) => {
      keys.current = order.flatMap((place) => keys.current[place] ?? []);
    },
  };
}
