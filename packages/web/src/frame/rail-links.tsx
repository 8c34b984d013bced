import { Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Place } from './places.ts';
import classes from './rail-links.module.css';
import { STATE_WORDS, type StepState } from './step-states.ts';

export interface RailLinksProps {
  readonly project: string;
  readonly places: readonly Place[];
  readonly label: string;
  /** How a page's step of the playbook stands: a dot beside its name. */
  readonly stateOf?: (to: Place['to']) => StepState | undefined;
  /** `bar`: icons with small words under them, side by side. */
  readonly variant?: 'rail' | 'bar';
}

/** Links to pages, the one that is open marked. */
export function RailLinks({ project, places, label, stateOf, variant = 'rail' }: RailLinksProps) {
  return (
    <nav aria-label={label} className={classes[variant]}>
      {places.map(({ to, label: name, question, icon: Icon, keys }) => {
        const state = stateOf?.(to);
        const hint = state === undefined ? question : `${question}  ${STATE_WORDS[state]}`;
        return (
          <Tooltip key={to} label={`${hint}  ·  ${keys}`} position="right" openDelay={600}>
            <Link
              to={to}
              params={{ project }}
              activeOptions={{ exact: to === '/$project', includeSearch: false }}
              className={classes.link}
              activeProps={{ 'aria-current': 'page' }}
              aria-label={name}
              aria-description={state && STATE_WORDS[state]}
            >
              <Icon size={18} stroke={1.6} aria-hidden />
              <Text span inherit>
                {name}
              </Text>
              {state !== undefined && <span className={classes.dot} data-state={state} aria-hidden />}
            </Link>
          </Tooltip>
        );
      })}
    </nav>
  );
}
