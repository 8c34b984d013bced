import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * A list that much is added to: at most `most` are kept, the newest first, and it changes at most once in `everyMs`, so that a busy
 * stream costs no more than a quiet one.
 */
export function useBatched<Item>(
  most: number,
  everyMs: number,
): readonly [items: readonly Item[], add: (item: Item) => void, clear: () => void] {
  const [items, setItems] = useState<readonly Item[]>([]);
  const waiting = useRef<Item[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(() => {
    timer.current = undefined;
    const added = waiting.current;
    waiting.current = [];
    setItems((before) => [...added.reverse(), ...before].slice(0, most));
  }, [most]);
  const add = useCallback(
    (item: Item) => {
      waiting.current.push(item);
      if (waiting.current.length > most) waiting.current.shift();
      timer.current ??= setTimeout(flush, everyMs);
    },
    [flush, most, everyMs],
  );
  const clear = useCallback(() => {
    waiting.current = [];
    setItems([]);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [items, add, clear];
}
