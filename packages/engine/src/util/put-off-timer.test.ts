import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PutOffTimer } from './put-off-timer.ts';

describe('a timer that can be put off', () => {
  let done: number[];
  let timer: PutOffTimer;
  beforeEach(() => {
    vi.useFakeTimers();
    const began = performance.now();
    done = [];
    timer = new PutOffTimer(() => done.push(Math.round(performance.now() - began)), 1_000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does its work once for each start, and a second start changes nothing', () => {
    timer.start(100);
    vi.advanceTimersByTime(50);
    timer.start(100);
    vi.advanceTimersByTime(500);
    expect(done).toEqual([100]);
    timer.start(100);
    vi.advanceTimersByTime(500);
    expect(done).toEqual([100, 650]);
  });

  it('waits for a rest, and never becomes due earlier', () => {
    timer.start(100);
    for (let i = 0; i < 10; i += 1) {
      vi.advanceTimersByTime(30);
      timer.putOff(80);
    }
    timer.putOff(10);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(done).toEqual([380]);
  });

  it('does it after the most time, however often it is put off', () => {
    timer.start(100);
    for (let i = 0; i < 40; i += 1) {
      vi.advanceTimersByTime(30);
      timer.putOff(80);
    }
    expect(done).toEqual([1_000]);
  });

  it('has nothing to put off before it is started or once it is stopped', () => {
    timer.putOff(10);
    vi.advanceTimersByTime(100);
    timer.start(100);
    timer.stop();
    timer.putOff(10);
    vi.advanceTimersByTime(2_000);
    expect(done).toEqual([]);
  });
});
