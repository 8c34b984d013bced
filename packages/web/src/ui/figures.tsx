import type { ReactNode } from 'react';
import classes from './figures.module.css';

/** A few numbers under their names, side by side. */
export function Figures({
  figures,
}: {
  readonly figures: readonly (readonly [name: string, value: ReactNode])[];
}) {
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
