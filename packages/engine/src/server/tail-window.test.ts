import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedEvent } from '../../../../test/support/stored-event.ts';
import { SHOWN_A_SECOND, TailWindow } from './tail-window.ts';

const event = (time: number) => storedEvent({ project: 'p', name: 'a', time });

describe('TailWindow', () => {
  it('shows a slow stream whole', () => {
    const window = new TailWindow(0);
    for (let at = 0; at < 2_000; at += 100) {
      expect(window.hear(event(at), at)).toBe(true);
      expect(window.take(at)).toMatchObject({ events: [{ time: at }], missed: undefined });
    }
  });

  it('shows of a flood some in every part of a second, and tells once a second what it left out', () => {
    const window = new TailWindow(0);
    const shown: number[] = [];
    const told: unknown[] = [];
    for (let at = 0; at <= 3_000; at += 1) {
      window.hear(event(at), at);
      const { events, missed } = window.take(at);
      shown.push(...events.map(({ time }) => time));
      if (missed !== undefined) told.push(missed);
    }
    expect(shown.slice(0, 11)).toEqual([0, 1, 2, 3, 4, 250, 251, 252, 253, 254, 500]);
    expect(told).toEqual([
      { rate: 980, slow: 0 },
      { rate: 980, slow: 0 },
      { rate: 980, slow: 0 },
    ]);
  });

  it('loses what a reader does not take, and says how many', () => {
    const window = new TailWindow(0);
    for (let at = 0; at < 10_000; at += 100) window.hear(event(at), at);
    for (let at = 10_000; at < 11_000; at += 100) window.hear(event(at), at);
    const { events, missed } = window.take(11_000);
    expect(events).toHaveLength(100);
    expect(missed).toEqual({ rate: 0, slow: 10 });
  });

  it('accounts for every event, and never shows more than it says', () => {
    const step = fc.record({ after: fc.nat(400), heard: fc.nat(15), takes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const window = new TailWindow(0);
        let now = 0;
        let [heard, shown, missed] = [0, 0, 0];
        const bySecond = new Map<number, number>();
        const take = (): void => {
          const taken = window.take(now);
          for (const { time } of taken.events) {
            const second = Math.floor(time / 1_000);
            bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
          }
          shown += taken.events.length;
          missed += (taken.missed?.rate ?? 0) + (taken.missed?.slow ?? 0);
        };
        for (const { after, heard: many, takes } of steps) {
          now += after;
          for (let i = 0; i < many; i += 1) window.hear(event(now), now);
          heard += many;
          if (takes) take();
        }
        now += 1_000;
        take();
        expect(shown + missed).toBe(heard);
        for (const many of bySecond.values()) expect(many).toBeLessThanOrEqual(SHOWN_A_SECOND);
      }),
    );
  });
});
