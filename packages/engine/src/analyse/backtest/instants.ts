import { durationMs } from '../../define/language/duration.ts';
import type { Instant } from '../../model/time.ts';
import { problemError } from '../../util/problem-error.ts';
import { type BacktestSpec, MAX_INSTANTS } from './spec.ts';

/** The instants of a backtest, ascending, each once. Throws a ProblemError (422) when there are none, too many, or one after `asOf`. */
export function backtestInstants({ instants }: Pick<BacktestSpec, 'instants'>, asOf: Instant): Instant[] {
  if (Array.isArray(instants)) {
    const late = instants.findIndex((at) => at > asOf);
    if (late < 0) return [...new Set(instants)].sort((a, b) => a - b);
    throw problemError(
      422,
      'instant-in-future',
      `${instantText(instants[late])} is after ${instantText(asOf)}, as of which you ask: choose an earlier one`,
      `instants.${late}`,
    );
  }
  const { from, every } = instants;
  const to = Math.min(instants.to, asOf);
  const count = Math.floor((to - from) / durationMs(every)) + 1;
  if (count < 1) {
    const message = `no instant lies between ${instantText(from)} and ${instantText(to)}: choose an earlier "from"`;
    throw problemError(422, 'no-instant', message, 'instants.from');
  }
  if (count > MAX_INSTANTS) {
    const message = `these are ${count} instants and at most ${MAX_INSTANTS} fit: make "every" longer or the range shorter`;
    throw problemError(422, 'too-many-instants', message, 'instants.every');
  }
  return Array.from({ length: count }, (_, i) => from + i * durationMs(every));
}

function instantText(at: Instant | undefined): string {
  return new Date(at ?? 0).toISOString();
}
