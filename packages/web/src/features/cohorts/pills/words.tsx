import type { ReactNode } from 'react';
import classes from './pills.module.css';

/** The words of a sentence between its pills. */
export function Words({ children }: { readonly children: ReactNode }) {
  return <span className={classes.words}>{children}</span>;
}
