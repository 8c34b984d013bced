import { Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../../api/use-project.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { quiet } from '../../../ui/quiet.ts';
import { When } from '../../../ui/when.tsx';
import { latestTransitions } from '../cohort-queries.ts';
import type { CohortWhole, Transition } from '../cohort-types.ts';
import { causeText } from './cause-text.ts';
import classes from './transitions-panel.module.css';
import type { LiveCohort } from './use-live-cohort.ts';

const MOST_SHOWN = 30;

export interface TransitionsPanelProps {
  readonly cohort: CohortWhole;
  readonly live: LiveCohort;
  readonly onWhy: (id: string) => void;
}

/** Who came and who left, as it happens. A click says why. */
export function TransitionsPanel({ cohort, live, onWhy }: TransitionsPanelProps) {
  const project = useProject();
  const query = useQuery(latestTransitions(project, cohort.id));
  return (
    <Panel
      title="Latest entries and exits"
      actions={
        <Text size="xs" c="dimmed" role="status">
          {STREAM_WORDS[live.stream]}
        </Text>
      }
    >
      <Loaded query={quiet(query)} skeleton={[240]}>
        {({ transitions }) => {
          const shown = merged(live.fresh, transitions).slice(0, MOST_SHOWN);
          if (shown.length === 0) {
            return (
              <Text size="sm" c="dimmed">
                Nobody came or left since the cohort is kept live. The next one shows here by itself.
              </Text>
            );
          }
          return (
            <ul className={classes.list}>
              {shown.map((each) => (
                <li key={each.ordinal}>
                  <UnstyledButton className={classes.transition} onClick={() => onWhy(each.id)}>
                    <span className={classes.sign} data-direction={each.direction}>
                      {each.direction === 'entered' ? '+ entered' : '− exited'}
                    </span>
                    <bdi className={classes.who}>{each.id}</bdi>
                    <span className={classes.cause}>{causeText(each)}</span>
                    <span className={classes.when}>
                      <When at={each.at} />
                    </span>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}

const STREAM_WORDS: Readonly<Record<LiveCohort['stream'], string>> = {
  connecting: 'connecting …',
  open: 'live',
  lost: 'the line is lost, trying again',
  none: 'not live',
};

function merged(fresh: readonly Transition[], stored: readonly Transition[]): readonly Transition[] {
  const known = new Set(fresh.map(({ ordinal }) => ordinal));
  return [...fresh, ...stored.filter(({ ordinal }) => !known.has(ordinal))].toSorted(
    (a, b) => b.ordinal - a.ordinal,
  );
}
