import { Text } from '@mantine/core';
import { elapsedText } from '../../../ui/format.ts';
import { instantText, useTimeZone } from '../../../ui/time-zone.ts';
import type { WhyAnswer } from '../cohort-types.ts';
import { stripParts } from './strip-parts.ts';
import classes from './why.module.css';

const MOST_LISTED = 8;

/** All whiles of membership on a line of time, from when they became known until now. */
export function MembershipStrip({ answer }: { readonly answer: WhyAnswer }) {
  const timeZone = useTimeZone();
  const { knownSince, asOf, intervals } = answer;
  const exact = (at: number): string => instantText(at, timeZone, 'minute');
  const latest = intervals.toReversed().slice(0, MOST_LISTED);
  return (
    <section>
      <Text component="h3" size="sm" fw={600} m={0} mb={4}>
        Entries and exits
      </Text>
      <svg
        className={classes.strip}
        viewBox="0 0 1000 28"
        preserveAspectRatio="none"
        role="img"
        aria-label={
          intervals.length === 0
            ? 'Never a member'
            : `A member in ${intervals.length} ${intervals.length === 1 ? 'while' : 'whiles'}, listed below`
        }
      >
        {stripParts(intervals, knownSince, asOf, 1000).map(({ x, width }, i) => (
          <rect key={i} x={x} y={4} width={width} height={20} rx={2} fill="var(--cusp-accent-text)" />
        ))}
      </svg>
      <div className={classes.ends}>
        <span>known since {exact(knownSince)}</span>
        <span>now</span>
      </div>
      <ul className={classes.intervals}>
        {latest.map(({ from, to }) => (
          <li key={from}>
            entered {exact(from)},{' '}
            {to === null ? (
              <b>still in, for {elapsedText(asOf - from)}</b>
            ) : (
              <>
                exited {exact(to)}, after {elapsedText(to - from)}
              </>
            )}
          </li>
        ))}
      </ul>
      {intervals.length > latest.length && (
        <Text size="xs" c="dimmed">
          {intervals.length - latest.length} earlier ones are on the strip.
        </Text>
      )}
      {intervals.length === 0 && (
        <Text size="sm" c="dimmed">
          Never in, at any time.
        </Text>
      )}
    </section>
  );
}
