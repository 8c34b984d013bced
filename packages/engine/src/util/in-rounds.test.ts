import { expect, it } from 'vitest';
import { inRounds } from './in-rounds.ts';

it('lets all who come during a round share the next one', async () => {
  const ends: (() => void)[] = [];
  let begun = 0;
  const rounds = inRounds(() => {
    begun += 1;
    return new Promise((resolve) => ends.push(resolve));
  });
  const over: string[] = [];
  const first = rounds.next().then(() => over.push('first'));
  await new Promise(setImmediate);
  const others = ['a', 'b', 'c'].map((name) => rounds.next().then(() => over.push(name)));
  const present = rounds.current().then(() => over.push('present'));
  expect([begun, rounds.isRunning()]).toEqual([1, true]);
  ends[0]?.();
  await Promise.all([first, present]);
  await new Promise(setImmediate);
  expect([begun, ...over.toSorted()]).toEqual([2, 'first', 'present']);
  ends[1]?.();
  await Promise.all(others);
  expect([begun, rounds.isRunning(), over.length]).toEqual([2, false, 5]);
});

it('tells a failure to those who share the round, and goes on', async () => {
  let time = 0;
  const rounds = inRounds(async () => {
    time += 1;
    if (time === 1) throw new Error('no');
  });
  await expect(Promise.all([rounds.next(), rounds.next()])).rejects.toThrow('no');
  await rounds.next();
  expect(time).toBe(2);
});
