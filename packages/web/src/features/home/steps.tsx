import { Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Playbook } from '../../api/playbook.ts';
import { useProject } from '../../api/use-project.ts';
import classes from './steps.module.css';

type StepState = Playbook['define']['state'];

const STEPS = [
  { key: 'define', name: 'Define', question: 'Who is ready?', to: '/$project/cohorts' },
  { key: 'validate', name: 'Validate', question: 'Signal or noise?', to: '/$project/validate' },
  {
    key: 'understand',
    name: 'Understand',
    question: 'What happens around the wall?',
    to: '/$project/journeys',
  },
  { key: 'segment', name: 'Segment', question: 'Who wants what?', to: '/$project/segments' },
  { key: 'act', name: 'Act', question: 'Are they reached?', to: '/$project/act' },
  { key: 'measure', name: 'Measure', question: 'Did it work?', to: '/$project/measure' },
] as const;

const LOOKS: Readonly<
  Record<StepState, { readonly icon: typeof IconCheck; readonly color: string; readonly word: string }>
> = {
  open: { icon: IconCircleDashed, color: 'var(--cusp-unknown)', word: 'open' },
  waiting: { icon: IconClock, color: 'var(--cusp-stale)', word: 'takes time' },
  done: { icon: IconCheck, color: 'var(--cusp-entered)', word: 'stands' },
  attention: { icon: IconAlertTriangle, color: 'var(--cusp-exited)', word: 'needs a look' },
};

/** The six steps in their order, each with its state in a sentence. The first open one is the next to take. */
export function Steps({ playbook }: { readonly playbook: Pick<Playbook, (typeof STEPS)[number]['key']> }) {
  const project = useProject();
  const next = STEPS.find(({ key }) => playbook[key].state === 'open')?.key;
  return (
    <ol className={classes.steps}>
      {STEPS.map(({ key, name, question, to }) => {
        const { state, words } = playbook[key];
        const { icon: Icon, color, word } = LOOKS[state];
        return (
          <li key={key}>
            <Link
              to={to}
              params={{ project }}
              search={{} as never}
              className={classes.step}
              data-next={key === next}
            >
              <ThemeIcon variant="transparent" c={color} size={24}>
                <Icon size={20} stroke={1.8} aria-label={word} />
              </ThemeIcon>
              <div className={classes.words}>
                <Text component="span" fw={600} fz={14}>
                  {name}
                  <Text component="span" c="dimmed" fw={400} fz={14}>
                    {'  '}
                    {question}
                  </Text>
                </Text>
                <Text component="span" fz={13} className="name">
                  <bdi>{words}</bdi>
                </Text>
              </div>
              {key === next && (
                <Text component="span" fz={12} fw={600} c="var(--cusp-accent-text)">
                  next
                </Text>
              )}
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
