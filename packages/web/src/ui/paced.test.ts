import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from './paced.ts';

describe('paced', () => {
  const began: number[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    began.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  const taking = (ms: number) => async (): Promise<void> => {
    began.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, ms));
  };

  it('runs once for many that ask, and once more for those that asked meanwhile', async () => {
    const { ask } = paced(taking(100), 10_000);
    for (let i = 0; i < 50; i += 1) ask();
    await vi.advanceTimersByTimeAsync(1_050);
    ask();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([1_000, 11_100]);
  });

  it('rests nine times as long as it took', async () => {
    const { ask } = paced(taking(3_000), 10_000);
    ask();
    await vi.advanceTimersByTimeAsync(2_000);
    ask();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([1_000, 31_000]);
  });

  it('goes on after a run that failed', async () => {
    const { ask } = paced(() => {
      began.push(Date.now());
      return Promise.reject(new Error('no answer'));
    }, 10_000);
    ask();
    await vi.advanceTimersByTimeAsync(1_500);
    ask();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([1_000, 11_000]);
  });

  it('runs no more once stopped, not even for what was asked before', async () => {
    const { ask, stop } = paced(taking(100), 10_000);
    ask();
    stop();
    ask();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([]);
  });
});
