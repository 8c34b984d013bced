import { Text } from '@mantine/core';
import { When } from '../../../ui/when.tsx';
import type { WhyAnswer } from '../cohort-types.ts';
import { causeText } from '../overview/cause-text.ts';
import { seenText } from './seen-text.ts';
import classes from './why.module.css';

/** What was recorded as it became known: beside the replay, which knows late events too. */
export function RecordedList({ answer }: { readonly answer: WhyAnswer }) {
  const { recorded, recordedMore } = answer;
  return (
    <section>
      <Text component="h3" size="sm" fw={600} m={0} mb={4}>
        Recorded as it became known
      </Text>
      {recorded.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing, since the cohort is kept live.
        </Text>
      )}
      <ul className={classes.intervals}>
        {recorded.map(({ ordinal, direction, at, version, cause, late, values }) => (
          <li key={ordinal}>
            <span style={{ color: `var(--cusp-${direction})` }}>
              {direction === 'entered' ? '+ entered' : '− exited'}
            </span>{' '}
            <When at={at} />, {causeText({ cause, late })}, version {version}
            {values.length > 0 && (
              <Text size="xs" c="dimmed" className="name">
                {values
                  .map(
                    ({ clause, value, orMore }) =>
                      `${clause ?? 'a clause that has changed'}: ${value === null ? 'nothing' : seenText(value)}${orMore ? ' or more' : ''}`,
                  )
                  .join(' · ')}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {recordedMore && (
        <Text size="xs" c="dimmed">
          There are older ones.
        </Text>
      )}
    </section>
  );
}
