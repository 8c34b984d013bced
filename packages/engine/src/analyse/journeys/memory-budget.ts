import type { TakeBytes } from '../../util/number-list.ts';
import { problemError } from '../../util/problem-error.ts';

/** Counts what a journey keeps of its anchors. Past the limit it throws a ProblemError (422) that says what to do. */
export function memoryBudget(memoryMb: number): TakeBytes {
  let left = memoryMb * 1024 ** 2;
  return (bytes) => {
    left -= bytes;
    if (left < 0) throw tooLarge(memoryMb);
  };
}

export function tooLarge(memoryMb: number) {
  return problemError(
    422,
    'journey-too-large',
    `the ways around so many anchors take more than ${memoryMb} MB: shorten the window or the time before and after, show fewer steps, look at the first anchor of each alone, or allow more`,
    'memoryMb',
  );
}
