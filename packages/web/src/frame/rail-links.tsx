import { Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Place } from './places.ts';
import classes from './rail-links.module.css';

export interface RailLinksProps {
  readonly project: string;
  readonly places: readonly Place[];
  readonly label: string;
  /** `bar`: icons with small words under them, side by side. */
  readonly variant?: 'rail' | 'bar';
}

/** Links to pages, the one that is open marked. */
export function RailLinks({ project, places, label, variant = 'rail' }: RailLinksProps) {
  return (
    <nav aria-label={label} className={classes[variant]}>
      {places.map(({ to, label: name, question, icon: Icon, keys }) => (
        <Tooltip key={to} label={`${question}  ·  ${keys}`} position="right" openDelay={600}>
          <Link
            to={to}
            params={{ project }}
            activeOptions={{ exact: to === '/$project', includeSearch: false }}
            className={classes.link}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            <Text span inherit>
              {name}
            </Text>
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}
