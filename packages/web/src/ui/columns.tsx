import type { ReactNode } from 'react';
import classes from './columns.module.css';

/** A chart on the left and what it is made of on the right; one under the other where there is no room. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
